// Words selected in a text, as offsets. The server counts code points, the browser UTF-16 units.

export interface Chosen {
  start: number;
  end: number;
  words: string;
}

function points(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function offsetOf(node: Node, at: number): number | null {
  const element = node instanceof Element ? node : node.parentElement;
  const piece = element?.closest<HTMLElement>("[data-start]");
  if (!piece) return null;
  const before = document.createRange();
  before.setStart(piece, 0);
  before.setEnd(node, at);
  return Number(piece.dataset["start"]) + points(before.toString());
}

/** The words selected within an element whose pieces bear data-start, without blanks around them; null where there are none. */
export function chosenIn(root: HTMLElement): Chosen | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer)) return null;
  const start = offsetOf(range.startContainer, range.startOffset);
  if (start === null) return null;
  const raw = range.toString();
  const words = raw.trim();
  if (!words) return null;
  const lead = points(raw.slice(0, raw.length - raw.trimStart().length));
  return { start: start + lead, end: start + lead + points(words), words };
}

/** A part of a text by code points. */
export function part(text: string, start: number, end: number): string {
  return [...text].slice(start, end).join("");
}

// Keys: one table a page, shown by "?".

export interface Key {
  key: string; // as in KeyboardEvent.key, or two in a row such as "g n"
  what: string;
  run: (event: KeyboardEvent) => void;
}

const table: Key[] = [];
let pending = "";

export function keys(...more: Key[]): void {
  table.push(...more);
}

export function known(): readonly Key[] {
  return table;
}

function writes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (writes(event.target) && event.key !== "Escape") return;
  const chord = pending ? `${pending} ${event.key}` : event.key;
  pending = "";
  const found = table.find((one) => one.key === chord) ?? table.find((one) => one.key === event.key);
  if (found) {
    event.preventDefault();
    found.run(event);
  } else if (table.some((one) => one.key.startsWith(`${event.key} `))) {
    pending = event.key;
    setTimeout(() => (pending = ""), 1200);
  }
});

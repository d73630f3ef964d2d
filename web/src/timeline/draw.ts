// Spells and events as SVG: what is sure is solid, what only may be fades, what nothing bounds ends in an open arrow.

import { svg } from "../lib/dom";
import { after, at, began, ended, type Mark, SIGNS, type Spell, told } from "./data";
import { glyph } from "./glyphs";
import { cut, type Part, type Scale, type Shape, shape } from "./shape";

export interface Frame {
  x: Scale;
  width: number;
  chosen: string | null; // the key of what is chosen
  choose: (key: string) => void;
}

/** One thing drawn: a spell or events of one place on the chart. */
export function spellKey(lane: string, spell: Spell): string {
  return `${lane}|${spell.words}|${spell.sign}|${spell.claims[0] ?? ""}`;
}

export function spellTitle(spell: Spell): string {
  const notes = told(spell);
  return `${spell.a} – ${spell.words}${spell.role ? ` (${spell.role})` : ""} – ${spell.b}
from: ${began(spell.start)}
until: ${ended(spell.end)}${notes ? `\n${notes}` : ""}`;
}

/** A bar at height `y`; `high` in pixels. Returns null where none of it is seen. */
export function drawSpell(spell: Spell, key: string, y: number, high: number, frame: Frame): SVGGElement | null {
  const form = shape(spell, frame.x);
  if (!form || form.to < -60 || form.from > frame.width + 60) return null;
  const name = SIGNS[spell.sign].name;
  const classes = ["spell", name, spell.hedged && "hedged", spell.disputed && "disputed", spell.from_event && "thin", frame.chosen === key && "chosen"];
  const group = svg("g", { class: classes.filter(Boolean).join(" "), transform: `translate(0 ${y})` });
  const add = (one: Part | null, kind: string, fill?: string): void => {
    const seen = one && cut(one, frame.width);
    if (seen) group.append(svg("rect", { class: kind, x: seen.x, y: 0, width: Math.max(0.5, seen.x2 - seen.x), height: high, fill }));
  };
  add(form.before, "may", `url(#rise-${name})`);
  add(form.behind, "may", `url(#fall-${name})`);
  add(form.body, "body");
  add(form.core, "core");
  if (form.core && name === "against" && high > 5) add(form.core, "teeth");
  group.append(...ends(spell, form, high));
  if (spell.disputed) group.append(svg("path", { class: "doubt", d: `M${Math.max(-9, form.from)} ${high + 3}H${Math.min(frame.width + 9, form.to)}` }));
  group.append(svg("rect", { class: "hit", x: Math.max(-60, form.from), y: -3, width: Math.min(frame.width + 120, Math.max(8, form.to - form.from)), height: high + 6 }));
  group.append(svg("title", {}, spellTitle(spell)));
  group.addEventListener("click", () => frame.choose(key));
  return group;
}

/** How each end is known: a cap where a text tells it, a dotted cap with a lozenge where it follows, an arrow where unbounded. */
function ends(spell: Spell, form: Shape, high: number): SVGElement[] {
  const found: SVGElement[] = [];
  const middle = high / 2;
  const arrow = high > 5 ? 4 : 2.5;
  const end = (x: number, known: string, open: boolean, way: number): void => {
    if (open) found.push(svg("path", { class: "arrow", d: `M${x - way * arrow} ${middle - arrow}L${x} ${middle}L${x - way * arrow} ${middle + arrow}` }));
    if (known === "stated" && !open) found.push(svg("path", { class: "cap", d: `M${x} -2V${high + 2}` }));
    if (known === "inferred") {
      found.push(svg("path", { class: "cap inferred", d: `M${x} -2V${high + 2}` }));
      if (high > 5) found.push(svg("path", { class: "lozenge", d: `M${x} ${middle - 3.5}L${x + 3.5} ${middle}L${x} ${middle + 3.5}L${x - 3.5} ${middle}Z` }));
    }
  };
  end(form.from, spell.start.known, form.opens, -1);
  end(form.to, spell.end.known, form.lasts, 1);
  return found;
}

/** Events close together on the screen, drawn as one. */
export interface Heap {
  x: number;
  from: number;
  to: number;
  marks: Mark[];
}

export function heaps(marks: readonly Mark[], x: Scale, near = 13): Heap[] {
  const found: Heap[] = [];
  for (const mark of [...marks].sort((a, b) => middle(a, x) - middle(b, x))) {
    const own = middle(mark, x);
    if (Number.isNaN(own)) continue;
    const [from, to] = reach(mark, x);
    const last = found.at(-1);
    if (last && own - last.x < near) {
      last.marks.push(mark);
      last.from = Math.min(last.from, from);
      last.to = Math.max(last.to, to);
    } else found.push({ x: own, from, to, marks: [mark] });
  }
  return found;
}

function reach(mark: Mark, x: Scale): [number, number] {
  const first = mark.earliest ?? mark.latest ?? "";
  const last = mark.latest ?? mark.earliest ?? "";
  return [x(at(first)), x(after(last))];
}

function middle(mark: Mark, x: Scale): number {
  if (!mark.earliest && !mark.latest) return NaN;
  const [from, to] = reach(mark, x);
  return (from + to) / 2;
}

export function heapKey(lane: string, heap: Heap): string {
  return `${lane}|event|${heap.marks[0]?.claim ?? ""}`;
}

export function drawHeap(heap: Heap, key: string, y: number, frame: Frame): SVGGElement | null {
  if (heap.x < -40 || heap.x > frame.width + 40) return null;
  const first = heap.marks[0];
  if (!first) return null;
  const alike = heap.marks.every((mark) => mark.type === first.type);
  const sides = heap.marks.every((mark) => mark.sides === first.sides) ? first.sides : "none";
  const doubted = heap.marks.every(unsure);
  const group = svg("g", { class: `event ${sides}${frame.chosen === key ? " chosen" : ""}`, transform: `translate(0 ${y})` });
  if (heap.to - heap.from > 14) {
    group.append(svg("path", { class: "reach", d: `M${Math.max(-9, heap.from)} 0H${Math.min(frame.width + 9, heap.to)}` }));
  }
  const place = svg("g", { transform: `translate(${heap.x} 0)` }, svg("circle", { class: "hit", r: 9 }));
  if (alike) place.append(glyph(first.type, doubted));
  else place.append(svg("circle", { class: `glyph ${doubted ? "lines hollow" : "solid"}`, r: 6.5 }));
  if (heap.marks.length > 1) {
    place.append(svg("text", { class: alike ? "count beside" : "count", x: alike ? 8 : 0, y: alike ? -3 : 3.5 }, String(heap.marks.length)));
  }
  group.append(place, svg("title", {}, heap.marks.slice(0, 8).map((mark) => `${mark.date}: ${mark.sentence}${doubts(mark)}`).join("\n")));
  group.addEventListener("click", () => frame.choose(key));
  return group;
}

/** Whether it is told otherwise than as having surely happened. */
export function unsure(mark: Mark): boolean {
  return mark.certainty !== "stated" || mark.status !== "completed";
}

export function doubts(mark: Mark): string {
  const words = [mark.certainty !== "stated" && mark.certainty, mark.status !== "completed" && mark.status].filter(Boolean);
  return words.length ? ` (${words.join(", ")})` : "";
}

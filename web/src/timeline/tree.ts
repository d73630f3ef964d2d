// The genealogy drawn: bodies as boxes, what they are part of, split from and merged with as lines of three forms.

import { el, find, svg } from "../lib/dom";
import type { Genealogy, Line, Mark } from "./data";
import { BOX, type Spot, spots } from "./descent";
import { doubts } from "./draw";
import { glyph } from "./glyphs";

export interface Telling {
  line: (line: Line, title: string) => void;
  changes: (marks: Mark[], name: string) => void;
  address: (actor: string) => string;
}

const WORDS: Record<Line["kind"], string> = { part_of: "part of", split_from: "split from", merged_with: "merged with" };

export function drawTree(told: Genealogy, actor: string, telling: Telling): void {
  const place = find<SVGSVGElement>("#tree");
  const list = find<HTMLElement>("#tree-list");
  const names = new Map(told.bodies.map((one) => [one.id, one.name]));
  const isEmpty = !told.lines.length && !told.changes.length;
  find<HTMLElement>("#tree-empty").hidden = !isEmpty;
  find<HTMLElement>("#tree-box").hidden = isEmpty;
  find("#tree-left-out").textContent = told.left_out ? `The lines lead on to ${told.left_out} more; open one of the outer bodies to go on.` : "";
  const where = spots(told);
  const all = [...where.values()];
  const wide = Math.max(...all.map((one) => one.x)) + BOX.wide + 2;
  const high = Math.max(...all.map((one) => one.y)) + BOX.high + 2;
  place.setAttribute("width", String(wide));
  place.setAttribute("height", String(high));
  place.setAttribute("viewBox", `-1 -1 ${wide} ${high}`);
  place.replaceChildren(
    ...told.lines.flatMap((line, index) => drawLine(line, { where, names, telling, first: told.lines.findIndex((one) => one.child === line.child) === index })),
    ...told.bodies.map((body) => drawBody(body, where.get(body.id), { told, actor, telling })),
  );
  list.replaceChildren(...told.lines.map((line) => lineItem(line, names, telling)), ...told.changes.map((one) => changeItem(one, telling)));
}

function sentence(line: Line, names: ReadonlyMap<string, string>): string {
  return `${names.get(line.child)} ${line.words} ${names.get(line.parent)}`;
}

interface Drawing {
  where: ReadonlyMap<string, Spot>;
  names: ReadonlyMap<string, string>;
  telling: Telling;
  first: boolean; // of the lines that lead to the same body: its words stand at its end, those of the others where they begin
}

function drawLine(line: Line, { where, names, telling, first }: Drawing): SVGElement[] {
  const [from, to] = [where.get(line.parent), where.get(line.child)];
  if (!from || !to) return [];
  const start = { x: from.x + BOX.wide, y: from.y + BOX.high / 2 };
  const end = { x: to.x, y: to.y + BOX.high / 2 };
  const bend = Math.max(40, (end.x - start.x) / 2);
  const path = `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${end.x - bend} ${end.y} ${end.x} ${end.y}`;
  const group = svg("g", { class: `line ${line.kind}${line.hedged ? " hedged" : ""}` }, svg("path", { class: "hit", d: path }), svg("path", { d: path }));
  if (line.kind === "merged_with") group.append(svg("path", { class: "inner", d: path }));
  const place = first ? { x: end.x - 8, y: end.y - 6, "text-anchor": "end" } : { x: start.x + 8, y: start.y - 6 };
  const text = svg("text", place, [WORDS[line.kind], line.when].filter(Boolean).join(", "));
  group.append(text, svg("title", {}, sentence(line, names)));
  group.addEventListener("click", () => telling.line(line, sentence(line, names)));
  return [group];
}

function drawBody(body: Genealogy["bodies"][number], spot: Spot | undefined, given: { told: Genealogy; actor: string; telling: Telling }): SVGElement {
  if (!spot) return svg("g");
  const { told, actor, telling } = given;
  const changes = told.changes.filter((one) => one.actors.includes(body.id)).map((one) => one.event);
  const also = body.names.length ? `also ${body.names.join(", ")}` : body.kind;
  const box = svg(
    "a", { href: telling.address(body.id), class: `body${body.id === actor ? " own" : ""}` },
    svg("rect", { width: BOX.wide, height: BOX.high, rx: 6 }),
    svg("text", { x: 10, y: 18, class: "name" }, short(body.name, changes.length ? 26 : 30)),
    svg("text", { x: 10, y: 34, class: "also" }, short(also, changes.length ? 30 : 36)),
    svg("title", {}, `${body.name}${body.names.length ? `; also ${body.names.join(", ")}` : ""}`),
  );
  const group = svg("g", { transform: `translate(${spot.x} ${spot.y})` }, box);
  if (changes.length) {
    const mark = svg("g", { class: "event none", transform: `translate(${BOX.wide - 16} ${BOX.high / 2})` }, svg("circle", { class: "hit", r: 13 }), glyph("organisation"));
    mark.append(svg("text", { class: "count beside", x: 5, y: -4 }, changes.length > 1 ? String(changes.length) : ""), svg("title", {}, changes.map((one) => `${one.date} ${one.sentence}`).join("\n")));
    mark.addEventListener("click", () => telling.changes(changes, body.name));
    group.append(mark);
  }
  return group;
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function lineItem(line: Line, names: ReadonlyMap<string, string>, telling: Telling): HTMLElement {
  const said = sentence(line, names);
  const many = `${line.claims.length} ${line.claims.length === 1 ? "quote" : "quotes"}`;
  const notes = [line.when, line.hedged && "hedged"].filter(Boolean).join(", ");
  return el("li", {}, said, notes ? `, ${notes} ` : " ", el("button", { class: "plain", type: "button", onclick: () => telling.line(line, said) }, many));
}

function changeItem(one: Genealogy["changes"][number], telling: Telling): HTMLElement {
  const { event } = one;
  const said = `${event.sentence}${doubts(event)}, ${event.date || "no date is told"} `;
  return el("li", {}, said, el("button", { class: "plain", type: "button", onclick: () => telling.changes([event], event.label) }, "1 quote"));
}

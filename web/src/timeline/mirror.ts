// What is drawn, as a table: for screen readers, for the keyboard, and for anybody who would rather read.

import { el } from "../lib/dom";
import { began, ended, type Mark, SIGNS, type Spell, type Timeline, told } from "./data";
import { doubts, spellKey } from "./draw";
import { LEADERS } from "./layout";

export interface Choosing {
  spell: (key: string, spell: Spell) => void;
  mark: (lane: string, mark: Mark) => void;
}

export function mirror(timeline: Timeline, choosing: Choosing): HTMLTableElement {
  const rows = timeline.lanes.flatMap((lane) => [
    ...lane.spells.map((spell) => ofSpell(lane.name, spellKey(lane.key, spell), spell, choosing)),
    ...lane.events.map((mark) => ofMark(lane.name, lane.key, mark, choosing)),
  ]);
  const leaders = timeline.leaders.map((spell) => ofSpell("Led by", spellKey(LEADERS, spell), spell, choosing));
  const head = ["Lane", "What", "From", "Until", "How sure", "Quotes"].map((name) => el("th", { scope: "col" }, name));
  return el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...leaders, ...rows));
}

function ofSpell(lane: string, key: string, spell: Spell, choosing: Choosing): HTMLTableRowElement {
  const sign = SIGNS[spell.sign];
  const many = `${spell.told} ${spell.told === 1 ? "quote" : "quotes"}`;
  return el(
    "tr", {},
    el("th", { scope: "row" }, lane),
    el("td", {}, el("span", { class: `sign ${sign.name}` }, `${sign.shown} ${sign.name}`), ` ${spell.a} – ${spell.words} – ${spell.b}`),
    el("td", {}, began(spell.start)),
    el("td", {}, ended(spell.end)),
    el("td", {}, told(spell) || "stated"),
    el("td", {}, el("button", { class: "plain", type: "button", onclick: () => choosing.spell(key, spell) }, many)),
  );
}

function ofMark(lane: string, key: string, mark: Mark, choosing: Choosing): HTMLTableRowElement {
  return el(
    "tr", {},
    el("th", { scope: "row" }, lane),
    el("td", {}, mark.sentence),
    el("td", {}, mark.date || "no date is told"),
    el("td", {}),
    el("td", {}, doubts(mark).trim() || "stated"),
    el("td", {}, el("button", { class: "plain", type: "button", onclick: () => choosing.mark(key, mark) }, "1 quote")),
  );
}

// The key to the chart, drawn by the same hand as the chart.

import { el, find, svg } from "../lib/dom";
import type { Edge, Spell } from "./data";
import { drawSpell } from "./draw";
import { glyph } from "./glyphs";

const X = (moment: Date): number => ((moment.getUTCFullYear() - 2000) * 12 + moment.getUTCMonth()) * 9 + 16;
const STATED: Edge = { earliest: "2000-02-01", latest: "2000-02-01", known: "stated" };
const END: Edge = { earliest: "2000-10-01", latest: "2000-10-01", known: "stated" };

function sample(more: Partial<Spell>): Spell {
  return {
    a: "", b: "", words: "", sign: "+", from_event: false, hedged: false, disputed: false, start: STATED, end: END, role: null,
    told: 1, claims: [], speaking_against: [], ...more,
  };
}

const SPELLS: [string, Partial<Spell>][] = [
  ["with", {}],
  ["against", { sign: "-" }],
  ["truce or talks", { sign: "0" }],
  ["hedged", { hedged: true }],
  ["in dispute", { disputed: true }],
  ["from events", { from_event: true, start: { earliest: null, latest: "2000-03-01", known: "first seen" }, end: { earliest: "2000-09-01", latest: null, known: "last seen" } }],
  ["stated, but only roughly: it may have begun here", { start: { earliest: "2000-01-01", latest: "2000-05-01", known: "stated" } }],
  ["end inferred from what came later", { end: { earliest: "2000-06-01", latest: "2000-11-01", known: "inferred" } }],
  ["first and last told of: it may be older, and may have lasted", { start: { earliest: null, latest: "2000-03-15", known: "first seen" }, end: { earliest: "2000-09-01", latest: null, known: "last seen" } }],
];

const EVENTS = [
  "attack", "bombing", "assassination", "air_strike", "clash", "operation", "expulsion", "abduction", "arrest", "prison_break",
  "release", "execution", "agreement", "meeting", "statement", "designation", "leadership", "organisation",
];

export function legend(labels: Readonly<Record<string, string>>): void {
  const bars = SPELLS.map(([words, more]) => {
    const spell = sample(more);
    const high = spell.from_event ? 4 : 10;
    const drawn = drawSpell(spell, "", (20 - high) / 2, high, { x: X, width: 140, chosen: null, choose: () => undefined });
    drawn?.querySelector("title")?.remove();
    return el("li", {}, svg("svg", { width: 132, height: 22, viewBox: "0 0 132 22", "aria-hidden": "true" }, drawn), el("span", {}, words));
  });
  const marks = EVENTS.filter((type) => labels[type]).map((type) =>
    el("li", {}, svg("svg", { class: "event none", width: 20, height: 20, viewBox: "-10 -10 20 20", "aria-hidden": "true" }, glyph(type)), el("span", {}, labels[type] ?? type)),
  );
  find("#legend-spells").replaceChildren(...bars);
  find("#legend-events").replaceChildren(...marks);
}

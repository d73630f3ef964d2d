// Where each lane and each spell goes, once for a timeline: zooming moves nothing up or down.

import { after, at, type Mark, type Row, type Spell, type Timeline } from "./data";
import { packed, type Part, type Scale, shape } from "./shape";

export const LEADERS = "leaders";

export interface Placed {
  spell: Spell;
  y: number;
  high: number;
  row: number;
}

export interface Strip {
  key: string;
  row: Row | null; // null for the leaders
  y: number;
  high: number;
  spells: Placed[];
  events: Mark[];
  eventsAt: number;
}

export const WIDE = 6.7; // pixels of a letter, roughly
const BAR = { high: 10, row: 27, text: 13 };
const THIN = { high: 4, row: 8 };
const EVENT = 22;

export function strips(told: Timeline, x: Scale): Strip[] {
  const found: Strip[] = [];
  let y = 0;
  const add = (key: string, row: Row | null, spells: Spell[], events: Mark[]): void => {
    const strip = one({ key, row, spells, events, y, x });
    found.push(strip);
    y += strip.high;
  };
  if (told.leaders.length) add(LEADERS, null, told.leaders, []);
  for (const row of told.lanes) add(row.key, row, row.spells, row.events);
  return found;
}

function one(given: { key: string; row: Row | null; spells: Spell[]; events: Mark[]; y: number; x: Scale }): Strip {
  const { key, row, spells, y, x } = given;
  const bars = spells.filter((spell) => !spell.from_event);
  const thin = spells.filter((spell) => spell.from_event);
  const events = given.events.filter((mark) => mark.earliest !== null || mark.latest !== null);
  let high = 8;
  const placed: Placed[] = [];
  const rows = packed(bars.map((spell) => stretch(spell, x, key === LEADERS)), 8);
  bars.forEach((spell, index) => placed.push({ spell, y: high + (rows[index] ?? 0) * BAR.row + BAR.text, high: BAR.high, row: rows[index] ?? 0 }));
  high += (1 + Math.max(-1, ...rows)) * BAR.row;
  const eventsAt = high + EVENT / 2;
  if (events.length) high += EVENT;
  const under = packed(thin.map((spell) => stretch(spell, x)), 6, 5);
  thin.forEach((spell, index) => placed.push({ spell, y: high + (under[index] ?? 0) * THIN.row, high: THIN.high, row: under[index] ?? 0 }));
  high += (1 + Math.max(-1, ...under)) * THIN.row;
  const least = events.length < given.events.length ? 54 : 34; // room for the name and what is said under it
  const room = Math.max(0, least - high - 8) / 2;
  const middled = placed.map((each) => ({ ...each, y: each.y + room }));
  return { key, row, y, high: Math.max(least, high + 8), spells: middled, events, eventsAt: eventsAt + room };
}

/** The pixels that a spell takes with its words above it. */
function stretch(spell: Spell, x: Scale, named = false): Part {
  const form = shape(spell, x);
  if (!form) return { x: 0, x2: 0 };
  const words = spell.from_event ? 0 : caption(spell, named).length * WIDE;
  return { x: form.from, x2: Math.max(form.to, Math.max(0, form.from) + words) };
}

export function caption(spell: Spell, named = false): string {
  return named ? `${spell.b}${spell.role ? `, ${spell.role}` : ""}` : spell.words;
}

/** The first and the last day of anything drawn, with some room. */
export function extent(told: Timeline): [Date, Date] {
  const days: number[] = [];
  const take = (from: string | null, to: string | null): void => {
    if (from) days.push(at(from).getTime());
    if (to) days.push(after(to).getTime());
  };
  for (const spell of [...told.leaders, ...told.lanes.flatMap((lane) => lane.spells)]) {
    for (const edge of [spell.start, spell.end]) take(edge.earliest, edge.latest);
  }
  for (const mark of told.lanes.flatMap((lane) => lane.events)) take(mark.earliest, mark.latest);
  if (!days.length) days.push(Date.UTC(2000, 0, 1), Date.UTC(2020, 0, 1));
  const first = days.reduce((a, b) => Math.min(a, b));
  const last = days.reduce((a, b) => Math.max(a, b));
  const room = Math.max(20 * 86_400_000, (last - first) * 0.06);
  return [new Date(first - room), new Date(last + 1.5 * room)];
}

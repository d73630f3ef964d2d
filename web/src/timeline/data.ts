// What the server tells of a timeline, and the words for its dates.

export interface Who {
  id: string;
  name: string;
  kind: string;
}

export interface Edge {
  earliest: string | null;
  latest: string | null;
  known: "stated" | "inferred" | "first seen" | "last seen";
}

export interface Spell {
  a: string;
  b: string;
  words: string;
  sign: "+" | "-" | "0" | ".";
  from_event: boolean;
  hedged: boolean;
  disputed: boolean;
  start: Edge;
  end: Edge;
  role: string | null;
  told: number;
  claims: string[];
  speaking_against: string[];
}

export interface Mark {
  claim: string;
  type: string;
  label: string;
  sides: "against" | "together" | "none";
  certainty: string;
  status: string;
  sentence: string;
  date: string;
  earliest: string | null;
  latest: string | null;
}

export interface Row {
  key: string;
  name: string;
  kind: string;
  other: string | null;
  spells: Spell[];
  events: Mark[];
  left_out: number;
}

export interface Timeline {
  actor: Who;
  other: Who | null;
  roll_up: string;
  lanes: Row[];
  leaders: Spell[];
  left_out: { lanes: number; marks: number; leaders: number; claims: boolean };
}

export interface Line {
  parent: string;
  child: string;
  kind: "part_of" | "split_from" | "merged_with";
  words: string;
  when: string;
  hedged: boolean;
  claims: string[];
}

export interface Genealogy {
  bodies: (Who & { names: string[] })[];
  lines: Line[];
  changes: { actors: string[]; event: Mark }[];
  left_out: number;
}

const DAY = 86_400_000;

/** Midnight in UTC at the start of a day, so that no time zone shifts it. */
export function at(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/** The end of a day. */
export function after(day: string): Date {
  return new Date(at(day).getTime() + DAY);
}

export function iso(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** Days from and to as people write them: a whole year as "2007", a month as "2007-03". */
export function span(from: string | null, to: string | null): string {
  if (from === null && to === null) return "at an unknown time";
  if (from === null) return `by ${to}`;
  if (to === null) return `from ${from} on`;
  if (from === to) return from;
  if (from.endsWith("-01-01") && to.endsWith("-12-31")) {
    return from.slice(0, 4) === to.slice(0, 4) ? from.slice(0, 4) : `${from.slice(0, 4)} to ${to.slice(0, 4)}`;
  }
  if (from.endsWith("-01") && from.slice(0, 7) === to.slice(0, 7) && after(to).getUTCDate() === 1) return from.slice(0, 7);
  return `between ${from} and ${to}`;
}

/** How a spell began, in words. */
export function began(edge: Edge): string {
  if (edge.known === "first seen") return `first told of ${span(edge.latest, edge.latest)}; may be older`;
  return `${span(edge.earliest, edge.latest)}, ${edge.known}`;
}

/** How a spell ended, in words. */
export function ended(edge: Edge): string {
  if (edge.known !== "last seen") return `${span(edge.earliest, edge.latest)}, ${edge.known}`;
  const seen = `last told of ${span(edge.earliest, edge.earliest)}`;
  return edge.latest ? `${seen}; over by ${edge.latest}` : `${seen}; may have lasted`;
}

export const SIGNS = {
  "+": { name: "with", shown: "+" },
  "-": { name: "against", shown: "−" },
  "0": { name: "truce", shown: "0" },
  ".": { name: "neutral", shown: "·" },
} as const;

export function told(spell: Spell): string {
  const notes = [spell.hedged && "hedged", spell.disputed && "in dispute", spell.from_event && "from events"];
  return notes.filter(Boolean).join(", ");
}

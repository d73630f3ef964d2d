// What the view shows, all of it in the address, so that a view is shared by its address and the back button works.

import type { Wanted } from "./data";

export interface State {
  at: string; // "" for the day of the latest report
  rollUp: string;
  knownBy: string;
  asOf: string;
  compare: string; // "" for no comparison
  beside: boolean;
  camps: boolean;
  strain: boolean;
  idle: boolean; // whether actors without a tie are shown
  actor: string; // an id
  pair: [string, string] | null; // two ids
  wanted: Wanted;
}

const CERTAINTIES = ["plain", "hedged", "disputed", "held"] as const;

export function fromAddress(search: string): State {
  const asked = new URLSearchParams(search);
  const text = (name: string): string => asked.get(name) ?? "";
  const [a, b] = [text("a"), text("b")];
  return {
    at: day(text("at")),
    rollUp: text("roll_up") || "leaders",
    knownBy: text("known_by"),
    asOf: text("as_of"),
    compare: day(text("compare")),
    beside: text("beside") === "1",
    camps: text("camps") === "1",
    strain: text("strain") === "1",
    idle: text("idle") !== "0",
    actor: text("actor"),
    pair: a && b ? [a, b] : null,
    wanted: {
      certainty: CERTAINTIES.find((one) => one === text("certainty")) ?? "",
      kind: text("kind"),
      type: text("type"),
      source: text("source"),
      place: text("place"),
    },
  };
}

export function toAddress(state: State): string {
  const parts: Record<string, string> = {
    at: state.at,
    roll_up: state.rollUp === "leaders" ? "" : state.rollUp,
    known_by: state.knownBy,
    as_of: state.asOf,
    compare: state.compare,
    beside: state.beside ? "1" : "",
    camps: state.camps ? "1" : "",
    strain: state.strain ? "1" : "",
    idle: state.idle ? "" : "0",
    actor: state.actor,
    a: state.pair?.[0] ?? "",
    b: state.pair?.[1] ?? "",
    ...state.wanted,
  };
  const asked = new URLSearchParams(Object.entries(parts).filter(([, value]) => value));
  const query = asked.toString();
  return query ? `${location.pathname}?${query}` : location.pathname;
}

/** A whole day as ISO; "" for anything else. */
function day(text: string): string {
  return /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text) ? text : "";
}

// The network as the server gives it, and how it stood at a day: what stands is the last phase that began by then.

export interface Actor {
  id: string;
  name: string;
  kind: string;
}

export interface Phase {
  since: string;
  state: "held" | "last seen" | "ended" | "unfounded";
  sign: "+" | "0" | "-" | null;
  hedged: boolean;
  disputed: boolean;
  quotes: number;
  documents: number;
  seen: string | null;
}

export interface Told {
  since: string | null;
  sign: string;
  type: number;
  source: number;
  place: number | null;
  day: number; // from which it counts
}

export interface Tie {
  a: number;
  b: number;
  phases: Phase[];
  told: Told[];
  days: number[]; // of the phases
}

export interface Network {
  actors: Actor[];
  ties: Tie[];
  types: string[];
  sources: string[];
  places: string[];
  first: string | null;
  last: string | null;
  left_out: string | null;
}

/** What is asked of a tie to be shown; "" asks nothing. */
export interface Wanted {
  certainty: "" | "plain" | "hedged" | "disputed" | "held";
  kind: string;
  type: string;
  source: string;
  place: string;
}

/** A tie that stands at the day. */
export interface Standing {
  index: number;
  tie: Tie;
  phase: Phase;
}

const DAY = 86_400_000;

/** Days since 1970-01-01 of an ISO date. */
export function dayOf(iso: string): number {
  const [year = 1970, month = 1, day = 1] = iso.split("-").map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // years before 100 are meant as they stand
  return Math.round(date.getTime() / DAY);
}

export function isoOf(day: number): string {
  const date = new Date(day * DAY);
  const part = (value: number, size: number): string => String(value).padStart(size, "0");
  return `${part(date.getUTCFullYear(), 4)}-${part(date.getUTCMonth() + 1, 2)}-${part(date.getUTCDate(), 2)}`;
}

export function prepared(network: Network): Network {
  for (const tie of network.ties) {
    tie.days = tie.phases.map((phase) => dayOf(phase.since));
    for (const one of tie.told) one.day = one.since === null ? -Infinity : dayOf(one.since);
  }
  return network;
}

/** The last phase that began by the day. */
export function phaseAt(tie: Tie, day: number): Phase | undefined {
  let low = 0;
  let high = tie.days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tie.days[middle] ?? Infinity) <= day) low = middle + 1;
    else high = middle;
  }
  return tie.phases[low - 1];
}

export function stands(phase: Phase | undefined): phase is Phase {
  return phase !== undefined && (phase.state === "held" || phase.state === "last seen");
}

/** The standings of a day, of those that are wanted. */
export function standingsAt(network: Network, day: number, wants: (tie: Tie, phase: Phase, day: number) => boolean): Standing[] {
  const found: Standing[] = [];
  network.ties.forEach((tie, index) => {
    const phase = phaseAt(tie, day);
    if (stands(phase) && wants(tie, phase, day)) found.push({ index, tie, phase });
  });
  return found;
}

/** The test that these wishes make; a tie is judged by all its claims, and shown if one that speaks for it is as wished. */
export function filter(network: Network, wanted: Wanted): (tie: Tie, phase: Phase, day: number) => boolean {
  const place = network.places.indexOf(wanted.place);
  const source = network.sources.indexOf(wanted.source);
  const type = network.types.indexOf(wanted.type);
  const asks = Boolean(wanted.place || wanted.source || wanted.type);
  return (tie, phase, day) => {
    if (wanted.certainty === "plain" && phase.hedged) return false;
    if (wanted.certainty === "hedged" && !phase.hedged) return false;
    if (wanted.certainty === "disputed" && !phase.disputed) return false;
    if (wanted.certainty === "held" && phase.state !== "held") return false;
    if (wanted.kind && network.actors[tie.a]?.kind !== wanted.kind && network.actors[tie.b]?.kind !== wanted.kind) return false;
    if (!asks) return true;
    return tie.told.some(
      (one) =>
        (phase.sign === null || one.sign === phase.sign) &&
        one.day <= day &&
        (!wanted.place || one.place === place) &&
        (!wanted.source || one.source === source) &&
        (!wanted.type || one.type === type),
    );
  };
}

export const SIGN_WORDS: Record<string, string> = { "+": "with", "-": "against", "0": "at truce or in talks with", "?": "in dispute with" };

export function signOf(phase: Phase): string {
  return phase.sign ?? "?";
}

/** How two stand in words: "against, with reserve, last seen 2012-11". */
export function phaseWords(phase: Phase): string {
  const parts = [SIGN_WORDS[signOf(phase)] ?? ""];
  if (phase.hedged) parts.push("with reserve");
  if (phase.disputed && phase.sign !== null) parts.push("disputed");
  if (phase.state === "last seen") parts.push(phase.seen ? `last seen ${phase.seen}` : "last seen");
  return parts.join(", ");
}

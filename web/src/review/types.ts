// What the server tells of claims under review.

export interface People {
  min: number | null;
  max: number | null;
  approx: boolean;
}

export interface Source {
  publisher: string;
  place: string | null;
  date: string | null;
}

/** A claim in the codebook's form; events and relations share it, each with its own fields. */
export interface Claim {
  claim: string;
  type: string;
  certainty: string;
  attribution: string | null;
  sources: Source[];
  quote: string;
  start_offset: number;
  end_offset: number;
  reader: string;
  rule: string | null;
  confidence: number | null;
  document: string;
  document_title: string | null;
  published: string | null;
  origin: string | null;
  who: Record<string, string>;
  [field: string]: unknown;
}

export interface Judgement {
  id: string;
  verdict: string;
  by: string;
  at: string;
  why: string;
  correction: Record<string, unknown> | null;
  undone_at: string | null;
  undone_by: string | null;
}

export interface Other {
  why: string;
  sentence: string;
  claim: string;
  quote: string;
  document: string;
  document_title: string | null;
  published: string | null;
}

export interface PairTurn {
  a: string;
  b: string;
  before: string | null;
  after: string | null;
  words: string;
  ties: { sign: string; words: string; turn: string; sentence: string }[];
}

export interface Consequence {
  at: string | null;
  pairs: PairTurn[];
  triads: { sentence: string; relieved: boolean }[];
  triads_left_out: number;
  deaths: string[];
  toll: { country: string; year: number; before: string; after: string; reports: number } | null;
  partial: boolean;
}

export interface Card {
  id: string;
  claim: Claim;
  original: Record<string, unknown> | null;
  sentence: string;
  dates: Record<string, string>;
  expected: string | null;
  judgements: Judgement[];
  superseded: boolean;
  context: { start: number; text: string; length: number };
  page: number | null;
  consequence: Consequence | null;
  agree: Other[];
  disagree: Other[];
  others_left_out: number;
}

export interface Term {
  label: string;
  means: string;
  sign?: string;
}

export interface Terms {
  events: Record<string, Term>;
  relations: Record<string, Term>;
  certainties: string[];
  statuses: string[];
  kinds: string[];
  counts: string[];
}

export interface Actor {
  name: string;
  kind: string;
  aliases: string[];
}

export type Decision = "accept" | "reject" | "correct";
export type Fields = Record<string, unknown>;

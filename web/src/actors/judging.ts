// Judgements on who is the same as whom, and taking them back.

import { post } from "../lib/api";
import { say } from "../lib/dom";

export interface Judgement {
  id: string;
  verdict: string;
  subject: string;
  other: string | null;
}

export interface Judged {
  made: Judgement[];
  undone: Judgement[];
  clashes: string[];
  actor: string;
}

export type Verdict = "same" | "not-same";

export async function judge(verdict: Verdict, a: string, b: string, why = ""): Promise<Judged> {
  return warned(await post<Judged>(`/api/actors/${verdict}`, { a, b, why }));
}

export async function split(actor: string): Promise<Judged> {
  return warned(await post<Judged>("/api/actors/split", { actor }));
}

export async function undo(judgement: string): Promise<Judged> {
  return warned(await post<Judged>("/api/actors/undo", { judgement }));
}

/** What takes a change back: judgements are undone, and a split is healed by judging its two sides the same again. */
export interface Reverse {
  undo: string[];
  same: [string, string][];
  back: string; // the actor to look at then
}

export async function reverse(change: Reverse): Promise<Judged | null> {
  let last: Judged | null = null;
  for (const judgement of change.undo) last = await undo(judgement);
  for (const [a, b] of change.same) last = await judge("same", a, b, "undoes a split");
  return last;
}

function warned(judged: Judged): Judged {
  for (const clash of judged.clashes) say(clash, "fault");
  return judged;
}

export function failed(fault: unknown): void {
  say(fault instanceof Error ? fault.message : String(fault), "fault");
}

// The queue as the browser holds it: what waits, what was skipped, what was decided here, and fetching ahead.

import { get, post, Refusal } from "../lib/api";
import type { Card, Decision, Fields, Judgement } from "./types";

const AHEAD = 4; // cards fetched before they are shown
const PAGE = 25;

export interface Decided {
  card: Card;
  decision: Decision;
  judgement: Promise<Judgement | null>; // null where it was not recorded
}

export class Clash extends Error {
  constructor(message: string, readonly card: string) {
    super(message);
  }
}

interface Waiting {
  ids: string[];
  total: number;
  more: boolean;
  note: string;
}

export class ReviewQueue {
  ids: string[] = [];
  total = 0;
  more = false;
  note = "";
  skipped = new Set<string>();
  decided: Decided[] = [];
  private cards = new Map<string, Promise<Card>>();
  private chain: Promise<unknown> = Promise.resolve();
  private done = new Set<string>();
  private round = 0; // of filters: what an older one still fetches is dropped

  constructor(private filter: () => Record<string, string>, private failed: (fault: Error, decided: Decided) => void) {}

  /** Starts over with the filter as it is now; `first` is shown first, whatever the filter says of it. */
  async restart(first: string | null): Promise<void> {
    this.round += 1;
    this.ids = first ? [first] : [];
    this.cards.clear();
    this.skipped.clear();
    await this.fill();
  }

  get current(): string | undefined {
    return this.ids[0];
  }

  card(id: string, fresh = false, more = 0): Promise<Card> {
    if (fresh) this.cards.delete(id);
    let found = this.cards.get(id);
    if (!found) {
      found = get<Card>(`/api/review/claims/${id}`, { blind: this.filter()["blind"], more: more || undefined });
      found.catch(() => this.cards.delete(id));
      this.cards.set(id, found);
    }
    return found;
  }

  /** Fetches what comes next; asks for more ids where few are left. */
  async ahead(): Promise<void> {
    for (const id of this.ids.slice(0, AHEAD)) void this.card(id).catch(() => undefined);
    if (this.ids.length <= AHEAD) await this.fill();
  }

  /** Decides the current claim and moves on at once; the server is told in the order of decisions. */
  decide(card: Card, decision: Decision, correction?: Fields): Decided {
    const send = this.chain.then(() => this.send(card, decision, correction));
    const made: Decided = { card, decision, judgement: send.catch((fault: Error) => {
      this.decided = this.decided.filter((one) => one !== made);
      this.waitsAgain(card.id);
      if (!this.ids.includes(card.id)) this.ids.unshift(card.id);
      this.failed(fault, made);
      return null;
    }) };
    this.chain = made.judgement;
    this.decided.push(made);
    this.decidedOn(card.id);
    return made;
  }

  /** Corrects the current claim; waits for the server, as it may refuse a field. */
  async correct(card: Card, correction: Fields): Promise<void> {
    await this.chain;
    const judgement = await this.send(card, "correct", correction);
    this.decided.push({ card, decision: "correct", judgement: Promise.resolve(judgement) });
    this.decidedOn(card.id);
  }

  skip(id: string): void {
    this.skipped.add(id);
    this.leave(id);
  }

  /** Takes the last decision made here back and puts its claim first. */
  async undo(): Promise<Decided | null> {
    const last = this.decided.pop();
    if (!last) return null;
    const judgement = await last.judgement;
    if (!judgement) return null;
    await post("/api/review/undo", { judgement: judgement.id, why: "taken back at once" });
    this.waitsAgain(last.card.id);
    this.ids = [last.card.id, ...this.ids.filter((one) => one !== last.card.id)];
    return last;
  }

  /** Resolves when the server has everything decided so far. */
  settled(): Promise<unknown> {
    return this.chain;
  }

  private decidedOn(id: string): void {
    this.done.add(id);
    if (this.falls) this.total = Math.max(0, this.total - 1);
    this.leave(id);
  }

  private waitsAgain(id: string): void {
    this.done.delete(id);
    this.cards.delete(id);
    if (this.falls) this.total += 1;
  }

  /** Whether what is judged no longer waits. */
  private get falls(): boolean {
    return !["all", "judged"].includes(this.filter()["state"] ?? "");
  }

  private leave(id: string): void {
    this.ids = this.ids.filter((one) => one !== id);
    this.cards.delete(id);
  }

  private async send(card: Card, decision: Decision, correction?: Fields): Promise<Judgement> {
    const body = { claim: card.id, decision, expected: card.expected, ...(correction ? { correction } : {}) };
    try {
      return (await post<{ judgement: Judgement }>("/api/review/judgements", body)).judgement;
    } catch (fault) {
      if (fault instanceof Refusal && fault.status === 409) throw new Clash(fault.message, card.id);
      throw fault;
    }
  }

  private async fill(): Promise<void> {
    const round = this.round;
    const filter = this.filter();
    // Once judged, a claim no longer waits; what was skipped stays at the front of the server's order.
    const gone = this.falls ? 0 : this.done.size;
    const offset = this.skipped.size + gone;
    const found = await this.chain.then(() => get<Waiting>("/api/review/queue", { ...filter, blind: undefined, offset, limit: PAGE }));
    if (round !== this.round) return;
    this.total = found.total;
    this.more = found.more;
    this.note = found.note;
    const known = new Set([...this.ids, ...this.skipped, ...this.done]);
    this.ids.push(...found.ids.filter((one) => !known.has(one)));
  }
}

// Imports under way and done, shown live; the server keeps them, so that a reload shows them again.

import { Refusal, get, post } from "../lib/api";
import { el, say } from "../lib/dom";

export type State = "waiting" | "reading" | "done" | "failed" | "cancelled";

export interface Step {
  label: string;
  state: State;
  outcome: string | null;
  document: string | null;
  claims: number;
  actors: number;
  gaps: number;
  fault: string | null;
  note: string | null;
}

export interface Job {
  id: string;
  by: string;
  began: string;
  reader: string;
  state: State;
  fault: string | null;
  documents: number;
  over: number;
  failed: number;
  claims: number;
  steps: Step[];
}

const PAUSE = 600; // milliseconds between two looks
const SHOWN = 3; // imports that are over and still shown
const SIGNS: Record<State, string> = { waiting: "·", reading: "…", done: "✓", failed: "✗", cancelled: "–" };
const HIDDEN = "foedus:hidden-imports";

/** Shows the imports in `place`; `over` is called each time one that was seen under way has ended. */
export class Board {
  private readonly cards = new Map<string, Card>();

  constructor(private readonly place: HTMLElement, private readonly over: (job: Job) => void) {}

  /** Those that the server has, as after a reload. */
  async resume(): Promise<void> {
    const hidden = new Set(JSON.parse(sessionStorage.getItem(HIDDEN) ?? "[]") as string[]);
    const known = await get<Job[]>("/api/intake");
    const shown = known.filter((job) => !isOver(job) || !hidden.has(job.id));
    const ended = shown.filter(isOver).slice(0, SHOWN);
    for (const job of shown.filter((one) => !isOver(one) || ended.includes(one)).reverse()) {
      this.show(await get<Job>(`/api/intake/${job.id}`));
    }
  }

  show(job: Job): void {
    const card = new Card(job, () => this.hide(job.id));
    this.cards.set(job.id, card);
    this.place.prepend(card.root);
    if (!isOver(job)) void this.follow(card);
  }

  private async follow(card: Card): Promise<void> {
    let missed = 0;
    while (!isOver(card.job)) {
      await new Promise((done) => setTimeout(done, PAUSE));
      try {
        card.update(await get<Job>(`/api/intake/${card.job.id}`));
        missed = 0;
      } catch (fault) {
        missed += 1;
        if (fault instanceof Refusal && fault.status === 404) return card.lost();
        if (missed === 3) say("the server does not answer; the import may still be going on", "fault");
        if (missed > 100) return;
      }
    }
    this.over(card.job);
  }

  private hide(id: string): void {
    this.cards.get(id)?.root.remove();
    const hidden = JSON.parse(sessionStorage.getItem(HIDDEN) ?? "[]") as string[];
    sessionStorage.setItem(HIDDEN, JSON.stringify([...hidden, id].slice(-200)));
  }
}

export function isOver(job: Job): boolean {
  return !["waiting", "reading"].includes(job.state);
}

class Card {
  readonly root: HTMLElement;
  private readonly title = el("p", { class: "job-title", role: "status" });
  private readonly bar = el("progress", { "aria-label": "Documents read" });
  private readonly fault = el("p", { class: "fault", role: "alert" });
  private readonly list = el("ul", { class: "steps" });
  private readonly more: HTMLDetailsElement;
  private readonly cancel = el("button", { type: "button" }, "Stop");
  private readonly close = el("button", { type: "button", class: "plain" }, "Hide");
  private rows: HTMLElement[] = [];

  constructor(public job: Job, hide: () => void) {
    this.more = el("details", {}, el("summary", {}, "Documents"), this.list);
    this.more.open = !isOver(job);
    this.root = el("article", { class: "job", "data-job": job.id }, this.title, this.bar, this.fault, this.more,
      el("p", { class: "actions" }, this.cancel, this.close));
    this.cancel.addEventListener("click", () => void this.stop());
    this.close.addEventListener("click", hide);
    this.update(job);
  }

  update(job: Job): void {
    this.job = job;
    const ended = isOver(job);
    const words = told(job);
    if (this.title.textContent !== words) this.title.textContent = words;
    this.bar.max = Math.max(1, job.documents);
    this.bar.value = job.over;
    this.bar.hidden = this.cancel.hidden = ended;
    this.close.hidden = !ended;
    this.fault.textContent = job.fault ?? "";
    this.fault.hidden = !job.fault;
    for (const [number, step] of job.steps.entries()) this.row(number, step);
  }

  lost(): void {
    this.title.textContent = "The server was started again and does not know this import any more; what it had read is in the ledger.";
    this.bar.hidden = this.cancel.hidden = true;
    this.close.hidden = false;
  }

  private async stop(): Promise<void> {
    this.cancel.disabled = true;
    try {
      this.update(await post<Job>(`/api/intake/${this.job.id}/cancel`));
    } catch (fault) {
      say(fault instanceof Error ? fault.message : String(fault), "fault");
    }
  }

  private row(number: number, step: Step): void {
    const key = JSON.stringify(step);
    const old = this.rows[number];
    if (old?.dataset["step"] === key) return;
    const made = row(step);
    made.dataset["step"] = key;
    if (old) old.replaceWith(made);
    else this.list.append(made);
    this.rows[number] = made;
    if (step.state === "reading") this.list.scrollTop = Math.max(0, made.offsetTop - this.list.offsetTop - this.list.clientHeight / 2);
  }
}

function row(step: Step): HTMLElement {
  const label = step.document ? el("a", { href: `/documents/${encodeURIComponent(step.document)}` }, step.label) : step.label;
  return el("li", { class: `step ${step.state}` },
    el("span", { class: "mark", "aria-hidden": "true" }, SIGNS[step.state]),
    el("span", {},
      el("span", { class: "label", dir: "auto" }, label), " ",
      el("span", { class: "soft" }, outcome(step)),
      step.fault && el("span", { class: "fault" }, step.fault),
      step.note && el("span", { class: "soft note" }, step.note)));
}

function outcome(step: Step): string {
  if (step.state === "failed") return "not read";
  if (step.state !== "done") return step.state;
  if (step.outcome === "known") return "already in the ledger";
  return `${step.outcome}, ${count(step.claims, "claim")}`;
}

function told(job: Job): string {
  if (job.state === "waiting") return `Waiting: ${count(job.documents, "document")}`;
  if (job.state === "reading") return `Reading ${Math.min(job.over + 1, job.documents)} of ${count(job.documents, "document")}`;
  const done = job.steps.filter((step) => step.state === "done").length;
  const parts = [`${count(done, "document")} read, ${count(job.claims, "claim")}`];
  if (job.failed) parts.push(`${job.failed} not read`);
  const cancelled = job.steps.filter((step) => step.state === "cancelled").length;
  if (cancelled) parts.push(`${cancelled} stopped before reading`);
  return parts.join("; ");
}

function count(number: number, thing: string): string {
  return `${number.toLocaleString("en")} ${thing}${number === 1 ? "" : "s"}`;
}

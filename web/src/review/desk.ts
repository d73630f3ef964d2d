// The review desk: one card at a time; one key decides and moves on.

import { get, post } from "../lib/api";
import { el, find, given, say } from "../lib/dom";
import { keys } from "../lib/keys";
import { asideElement, cardElement, contextOf } from "./card";
import { addressOf, asked, completeActor, fromAddress } from "./filter";
import { claimForm, type ClaimForm } from "./form";
import { Clash, ReviewQueue, type Decided } from "./queue";
import { chosenIn } from "./selection";
import type { Actor, Card, Decision, Fields, Terms } from "./types";

interface Given {
  may: boolean;
  me: string;
  terms: Terms;
}

const DID: Record<Decision, string> = { accept: "Accepted", reject: "Rejected", correct: "Corrected" };
const MORE = 2500; // characters on either side, when more of the text is asked for

export class Desk {
  private readonly form = find<HTMLFormElement>("#filter");
  private readonly place = find<HTMLElement>("#desk");
  private readonly progress = find<HTMLElement>("#progress");
  private readonly given = given<Given>("given");
  private readonly queue = new ReviewQueue(() => asked(this.form), (fault, made) => this.failed(fault, made));
  private card: Card | null = null;
  private correcting: ClaimForm | null = null;
  private clash: { claim: string; told: string } | null = null;

  start(): void {
    completeActor(this.form);
    fromAddress(this.form);
    const all = find<HTMLButtonElement>("#all-documents");
    const document = find<HTMLInputElement>('input[name="document"]', this.form);
    all.addEventListener("click", () => {
      document.value = "";
      this.form.dispatchEvent(new Event("change"));
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", () => {
      history.pushState(null, "", addressOf(this.form));
      void this.restart();
    });
    addEventListener("popstate", () => {
      fromAddress(this.form);
      void this.restart();
    });
    addEventListener("beforeunload", (event) => {
      if (this.correcting) event.preventDefault();
    });
    if (this.given.may) {
      keys(
        { key: "a", what: "accept the claim and go on", run: (event) => this.pressed(event, () => this.decide("accept")) },
        { key: "x", what: "reject the claim and go on", run: (event) => this.pressed(event, () => this.decide("reject")) },
        { key: "c", what: "correct the claim", run: () => void this.correct() },
        { key: "u", what: "undo the last decision", run: () => void this.undo() },
      );
    }
    keys(
      { key: "s", what: "skip the claim", run: () => this.skip() },
      { key: "m", what: "more of the text around the quote", run: () => void this.more() },
    );
    void this.restart();
  }

  private async restart(): Promise<void> {
    this.progress.textContent = "Working out what comes first…";
    find<HTMLButtonElement>("#all-documents").hidden = !asked(this.form)["document"];
    this.leaveForm();
    const first = new URLSearchParams(location.search).get("claim");
    try {
      await this.queue.restart(first);
      await this.show();
    } catch (fault) {
      this.empty((fault as Error).message, true);
    }
  }

  private async show(focus = false): Promise<void> {
    let id = this.queue.current;
    if (id === undefined) {
      await this.queue.ahead();
      id = this.queue.current;
    }
    if (id === undefined) {
      this.card = null;
      this.empty(this.queue.skipped.size ? "Only skipped claims are left. Reload to see them again." : "Nothing waits here. Choose other claims above.");
      return;
    }
    let card: Card;
    try {
      card = await this.queue.card(id);
    } catch (fault) {
      say((fault as Error).message, "fault");
      this.queue.skip(id);
      return this.show(focus);
    }
    if (this.queue.current !== id) return;
    this.card = card;
    this.draw(card);
    if (focus) find<HTMLElement>("h2", this.place).focus({ preventScroll: true });
    void this.queue.ahead().then(() => this.tell()).catch(() => undefined);
  }

  private draw(card: Card): void {
    const article = cardElement(card, this.actions());
    const told = this.clash?.claim === card.id ? el("p", { class: "clash", role: "alert" }, this.clash.told) : null;
    if (told) article.prepend(told);
    this.place.replaceChildren(article, asideElement(card));
    history.replaceState(null, "", addressOf(this.form, { claim: card.id }));
    this.tell();
  }

  private actions(): HTMLElement {
    const button = (key: string, words: string, run: () => void, kind = "") =>
      el("button", { type: "button", class: kind, onclick: run, "aria-keyshortcuts": key }, `${words} `, el("kbd", {}, key));
    if (!this.given.may) return el("p", { class: "actions" }, button("s", "Next", () => this.skip()), el("span", { class: "soft" }, "You may look, not judge."));
    return el(
      "p",
      { class: "actions" },
      button("a", "Accept", () => this.decide("accept"), "primary"),
      button("x", "Reject", () => this.decide("reject")),
      button("c", "Correct", () => void this.correct()),
      button("s", "Skip", () => this.skip()),
      button("u", "Undo", () => void this.undo()),
    );
  }

  /** A key held down, or pressed while something lies over the card, decides nothing. */
  private pressed(event: KeyboardEvent, run: () => void): void {
    if (!event.repeat && !document.querySelector("dialog[open]")) run();
  }

  private decide(decision: Decision): void {
    if (!this.card || this.correcting) return;
    const card = this.card;
    this.card = null; // until the next one is there, so that a key held down decides nothing unseen
    this.clash = null;
    this.queue.decide(card, decision);
    void this.show(true);
  }

  private skip(): void {
    if (!this.card || this.correcting) return;
    this.queue.skip(this.card.id);
    this.card = null;
    void this.show(true);
  }

  private async undo(): Promise<void> {
    if (this.correcting) return;
    try {
      const last = await this.queue.undo();
      say(last ? `taken back: ${DID[last.decision].toLowerCase()} “${last.card.sentence}”` : "nothing was decided here to take back");
      if (last) await this.show(true);
    } catch (fault) {
      say((fault as Error).message, "fault");
    }
  }

  private async more(): Promise<void> {
    if (!this.card) return;
    const wider = await this.queue.card(this.card.id, true, MORE);
    this.card = { ...this.card, context: wider.context };
    find(".context", this.place).replaceWith(contextOf(this.card));
    this.anchorWords();
  }

  private async correct(): Promise<void> {
    const card = this.card;
    if (!card || this.correcting) return;
    const whole = await get<{ actors: Actor[] }>(`/api/documents/${card.claim.document}`).catch(() => ({ actors: [] }));
    if (this.card !== card) return;
    this.correcting = claimForm({
      terms: this.given.terms,
      actors: whole.actors,
      initial: card.claim,
      title: "Correct the claim",
      save: (fields) => this.save(card, fields),
      cancel: () => {
        this.leaveForm();
        this.draw(card);
      },
    });
    find(".facts", this.place).replaceWith(this.correcting.element);
    find(".card > .actions", this.place).remove();
    this.anchorWords();
    this.correcting.element.querySelector("select")?.focus();
  }

  private async save(card: Card, fields: Fields): Promise<void> {
    const changed = Object.fromEntries(Object.entries(fields).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(card.claim[name] ?? null)));
    if (!Object.keys(changed).length) throw new Error("Nothing was changed: press Esc and accept it, or change what is wrong.");
    try {
      await this.queue.correct(card, { ...changed, type: fields["type"] });
    } catch (fault) {
      if (!(fault instanceof Clash)) throw fault;
      this.leaveForm();
      this.clash = { claim: card.id, told: fault.message };
      await this.queue.card(card.id, true);
      await this.show(true);
      return;
    }
    this.leaveForm();
    this.card = null;
    await this.show(true);
  }

  /** While correcting, words selected in the context become the quote, if the server finds them in the text. */
  private anchorWords(): void {
    const context = find<HTMLElement>(".context", this.place);
    context.addEventListener("mouseup", () => void this.anchor(context));
    context.addEventListener("keyup", () => void this.anchor(context));
  }

  private async anchor(context: HTMLElement): Promise<void> {
    const [form, card, chosen] = [this.correcting, this.card, chosenIn(context)];
    if (!form || !card || !chosen) return;
    try {
      const found = await post<{ quote: string; start: number; end: number; places: number }>(
        `/api/documents/${card.claim.document}/anchor`, { start: chosen.start, end: chosen.end });
      const also = found.places > 1 ? `, the nearest of ${found.places} places` : "";
      form.quote(found.quote, `Stands in the text at ${found.start} to ${found.end}${also}.`, true);
      const marked = contextOf(card, found.start, found.end);
      context.replaceWith(marked);
      this.anchorWords();
    } catch (fault) {
      form.quote("", (fault as Error).message, false);
    }
  }

  private leaveForm(): void {
    this.correcting = null;
  }

  /** A decision was not recorded: its claim is shown again, with who judged it meanwhile. */
  private failed(fault: Error, made: Decided): void {
    this.clash = { claim: made.card.id, told: fault.message };
    say(fault.message, "fault");
    if (!this.correcting) void this.show();
  }

  private tell(): void {
    const { total, more, skipped, decided, note } = this.queue;
    const left = `${total.toLocaleString("en")}${more ? " and more" : ""} waiting`;
    const mine = decided.length ? `${decided.length} decided here` : "";
    this.progress.textContent = [left, mine, skipped.size ? `${skipped.size} skipped` : "", note].filter(Boolean).join(" · ");
  }

  private empty(told: string, fault = false): void {
    this.place.replaceChildren(el("p", { class: fault ? "empty fault" : "empty" }, told));
    this.progress.textContent = this.queue.decided.length ? `${this.queue.decided.length} decided here` : "";
  }
}

// Adding a claim that the reader missed, on words selected in the text.

import { get, post } from "../lib/api";
import { el, find, say } from "../lib/dom";
import { keys } from "../lib/keys";
import { claimForm, type ClaimForm } from "./form";
import { chosenIn, type Chosen } from "./selection";
import type { Actor, Fields, Term, Terms } from "./types";

interface Words {
  events: string[];
  relations: string[];
  kinds: string[];
  certainties: string[];
  statuses: string[];
  count_slots: string[];
}

const none: Term = { label: "", means: "" };

export class Adding {
  private readonly place = find<HTMLElement>("#adding");
  private readonly document = find<HTMLElement>("[data-document]").dataset["document"] ?? "";
  private readonly offer = el("button", { type: "button", class: "offer primary", hidden: true }, "Add a claim on these words ", el("kbd", {}, "n"));
  private chosen: Chosen | null = null;
  private form: ClaimForm | null = null;

  constructor(private readonly text: HTMLElement) {}

  start(): void {
    this.text.before(this.offer);
    this.offer.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    this.offer.addEventListener("click", () => void this.begin());
    document.addEventListener("selectionchange", () => this.selected());
    keys({ key: "n", what: "add a claim on the words selected in the text", run: () => void this.begin() });
    this.selected(); // words may have been selected before this ran
  }

  private selected(): void {
    const chosen = chosenIn(this.text);
    if (chosen) this.chosen = chosen;
    this.offer.hidden = !chosen || this.form !== null;
    if (chosen && this.form) void this.anchor(chosen);
    if (chosen && !this.offer.hidden) this.beside();
  }

  private beside(): void {
    const box = getSelection()?.getRangeAt(0).getBoundingClientRect();
    const frame = this.offer.offsetParent?.getBoundingClientRect();
    if (!box || !frame) return;
    this.offer.style.top = `${box.bottom - frame.top + 6}px`;
    this.offer.style.left = `${Math.max(0, box.left - frame.left)}px`;
  }

  private async begin(): Promise<void> {
    if (!this.form) this.chosen = chosenIn(this.text) ?? this.chosen;
    if (!this.chosen) {
      say("select the words that the claim rests on first");
      return;
    }
    if (this.form) return;
    const [words, whole] = await Promise.all([
      get<Words>("/api/vocabulary"),
      get<{ actors: Actor[] }>(`/api/documents/${this.document}`),
    ]);
    const named = (names: string[]) => Object.fromEntries(names.map((one) => [one, none]));
    const terms: Terms = {
      events: named(words.events), relations: named(words.relations), certainties: words.certainties,
      statuses: words.statuses, kinds: words.kinds, counts: words.count_slots,
    };
    this.form = claimForm({
      terms,
      actors: whole.actors,
      initial: { type: "allied_with", quote: this.chosen.words },
      title: "Add a claim",
      adds: true,
      save: (fields, kinds) => this.save(fields, kinds),
      cancel: () => this.close(),
    });
    this.offer.hidden = true;
    this.place.replaceChildren(this.form.element);
    this.place.hidden = false;
    this.place.scrollIntoView({ block: "nearest" });
    await this.anchor(this.chosen);
    this.form.element.querySelector("select")?.focus();
  }

  private async anchor(chosen: Chosen): Promise<void> {
    try {
      const found = await post<{ quote: string; start: number; end: number }>(
        `/api/documents/${this.document}/anchor`, { start: chosen.start, end: chosen.end });
      this.chosen = { start: found.start, end: found.end, words: found.quote };
      this.form?.quote(found.quote, `Stands in the text at ${found.start} to ${found.end}.`, true);
    } catch (fault) {
      this.form?.quote("", (fault as Error).message, false);
    }
  }

  private async save(fields: Fields, kinds: Record<string, string>): Promise<void> {
    if (!this.chosen) return;
    const { start, end } = this.chosen;
    const { quote: _, ...told } = fields;
    const { claim } = await post<{ claim: string }>(`/api/documents/${this.document}/claims`, { start, end, fields: told, kinds });
    location.href = `/documents/${this.document}?claim=${claim}#claim-${claim}`;
    if (location.search.includes(claim)) location.reload();
  }

  private close(): void {
    this.form = null;
    this.place.replaceChildren();
    this.place.hidden = true;
  }
}

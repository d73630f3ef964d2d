// The panel of quotes beside a picture: what was chosen, and the words that it rests on.

import { get, Refusal } from "../lib/api";
import { el, find } from "../lib/dom";

export interface Quote {
  claim: string;
  type: string;
  certainty: string;
  attribution: string | null;
  quote: string;
  document: string;
  document_title: string | null;
  published: string | null;
  start_offset: number;
  end_offset: number;
  sentence: string;
  date: string;
  surety: string;
}

export interface Quotes {
  quotes: Quote[];
  of: number;
}

/** A quote with what the ledger takes it to say and where it stands. */
export function quote(one: Quote, note = ""): HTMLElement {
  const place = `/documents/${encodeURIComponent(one.document)}?claim=${encodeURIComponent(one.claim)}#claim-${encodeURIComponent(one.claim)}`;
  const facts = [one.date, one.surety, note].filter(Boolean).join(" · ");
  return el(
    "article", { class: "quoted" },
    el("p", { class: "says" }, one.sentence, facts ? el("span", { class: "soft" }, ` · ${facts}`) : null),
    el(
      "blockquote", {}, one.quote,
      el(
        "footer", {}, one.attribution ? `according to ${one.attribution} · ` : "",
        el("a", { href: place }, one.document_title ?? "the document"), one.published ? ` · ${one.published}` : "",
      ),
    ),
  );
}

export class Beside {
  private readonly panel = find<HTMLElement>("#beside");
  private asked = 0;

  constructor(private readonly closed: () => void) {}

  /** Shows a title, facts, and the quotes that the server answers. */
  async show(title: string, facts: [string, string][], path: string, parameters: Record<string, unknown>, note: (one: Quote) => string = () => ""): Promise<void> {
    const asked = ++this.asked;
    const place = el("div", { class: "quotes" }, el("p", { class: "soft" }, "…"));
    const close = el("button", { class: "plain", type: "button", title: "Close (Escape)", onclick: () => this.close() }, "✕", el("span", { class: "visually-hidden" }, " close"));
    const list = el("dl", { class: "facts" }, ...facts.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
    this.panel.replaceChildren(el("header", {}, el("h2", {}, title), close), list, place);
    this.panel.hidden = false;
    try {
      const found = await get<Quotes>(path, parameters);
      if (asked !== this.asked) return;
      const rest = found.of > found.quotes.length ? el("p", { class: "soft" }, `The first ${found.quotes.length} of ${found.of} quotes.`) : null;
      const nothing = found.quotes.length ? null : el("p", { class: "soft" }, "No quote is left; the ledger may have changed. Reload the page.");
      place.replaceChildren(...found.quotes.map((one) => quote(one, note(one))), ...[rest, nothing].filter((one) => one !== null));
    } catch (fault) {
      if (asked === this.asked) place.replaceChildren(el("p", { class: "fault", role: "alert" }, fault instanceof Refusal ? fault.message : "the server does not answer"));
    }
  }

  close(): void {
    this.asked++;
    if (this.panel.hidden) return;
    this.panel.hidden = true;
    this.panel.replaceChildren();
    this.closed();
  }
}

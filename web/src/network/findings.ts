// What the server works out of a day on demand: camps, strained triads, and what changed since another day.

import { get, Refusal } from "../lib/api";
import { el, find, say } from "../lib/dom";
import type { Network } from "./data";
import { badge } from "./list";
import type { Hull, Mark } from "./scene";

interface Quote {
  claim: string;
  quote: string;
  document: string;
  document_title: string | null;
  published: string | null;
  certainty: string;
}

interface Camps {
  members: string[][][];
  frustration: number;
  bounds: [number, number];
  proven: boolean;
  swinging: string[];
  frustrated: { a: string; b: string; quotes: Quote[] }[];
  disputed: unknown[];
}

interface Triad {
  ids: string[];
  sentence: string;
  share: number;
  quotes: Quote[];
}

interface Change {
  change: string;
  ids: [string, string];
  before: { sign: string } | null;
  after: { sign: string; types: string[] } | null;
  quotes: Quote[];
}

export const TURNS: Record<string, [string, string]> = {
  flipped: ["⇄", "turned: the two stand on another side"],
  ended: ["×", "ended: an end is stated or follows"],
  began: ["▲", "began"],
  "seen again": ["↻", "seen again after silence"],
  "first reported": ["△", "first reported; it may be older"],
  "went quiet": ["…", "went quiet; no end is told"],
};

export interface Found {
  key: string;
  hulls: Hull[];
  triads: { ids: number[]; chosen: boolean }[];
  marks: Mark[];
}

export const NOTHING: Found = { key: "", hulls: [], triads: [], marks: [] };

export interface Asked {
  at: string;
  before: string; // "" for no comparison
  camps: boolean;
  strain: boolean;
  scope: Record<string, string>;
}

export class Findings {
  found: Found = NOTHING;
  private readonly place = find<HTMLElement>("#findings");
  private readonly at: Map<string, number>;
  private asking = 0;

  constructor(private readonly network: Network, private readonly changed: () => void, private readonly choose: (a: number, b: number) => void) {
    this.at = new Map(network.actors.map((actor, index) => [actor.id, index]));
  }

  /** Asks for what is wanted of a day, unless that is what it has. */
  async ask(asked: Asked): Promise<void> {
    const key = JSON.stringify(asked);
    if (key === this.found.key) return;
    const turn = (this.asking += 1);
    const parts: HTMLElement[] = [];
    const next: Found = { key, hulls: [], triads: [], marks: [] };
    try {
      if (asked.before) parts.push(await this.changes(asked, next));
      if (asked.camps) parts.push(await this.camps(asked, next));
      if (asked.strain) parts.push(await this.strain(asked, next));
    } catch (fault) {
      if (turn === this.asking) say(fault instanceof Refusal ? fault.message : "the server does not answer", "fault");
      return;
    }
    if (turn !== this.asking) return; // another day was asked for meanwhile
    this.found = next;
    this.place.replaceChildren(...parts);
    this.changed();
  }

  /** What is drawn of them at a day: nothing that is of another. */
  drawn(asked: Asked): Found {
    return JSON.stringify(asked) === this.found.key ? this.found : NOTHING;
  }

  private async changes(asked: Asked, next: Found): Promise<HTMLElement> {
    if (asked.before >= asked.at) {
      return section("What changed", el("p", { class: "soft" }, `Compare with a day before ${asked.at}.`));
    }
    const told = await get<{ changes: Change[]; of: number }>("/api/network/changes", { before: asked.before, after: asked.at, ...asked.scope });
    next.marks = told.changes.flatMap((one) => this.mark(one));
    const groups = Object.entries(TURNS).flatMap(([turn, [glyph, words]]) => {
      const own = told.changes.filter((one) => one.change === turn);
      const rows = own.map((one) => this.pairRow(one.ids, one.quotes, turn === "flipped" ? `from ${one.before?.sign ?? "?"} to ${one.after?.sign ?? "?"}` : (one.after ?? one.before)?.sign));
      return own.length ? [el("h3", {}, `${glyph} ${own.length} ${words}`), el("ul", { class: "plainlist" }, ...rows)] : [];
    });
    const left = told.of - told.changes.length;
    return section(
      `What changed from ${asked.before} to ${asked.at}`,
      ...(groups.length ? groups : [el("p", { class: "soft" }, "Nothing is told to have changed.")]),
      left > 0 && el("p", { class: "soft" }, `${left} more changes are not listed; the page Change has all.`),
    );
  }

  private mark(one: Change): Mark[] {
    const [a, b] = [this.at.get(one.ids[0]), this.at.get(one.ids[1])];
    if (a === undefined || b === undefined) return [];
    return [{ a, b, glyph: TURNS[one.change]?.[0] ?? "", gone: one.change === "ended" }];
  }

  private async camps(asked: Asked, next: Found): Promise<HTMLElement> {
    const told = await get<Camps>("/api/network/camps", { at: asked.at, ...asked.scope });
    const lines: HTMLElement[] = [];
    told.members.forEach((part, number) => {
      const letter = told.members.length > 1 ? `${number + 1}` : "";
      part.forEach((members, side) => {
        const name = `Camp ${"AB".charAt(side)}${letter}`;
        const mark = name.slice(5);
        const ids = members.flatMap((id) => this.at.get(id) ?? []);
        if (part.length > 1) next.hulls.push({ name, letter: mark, members: ids, dotted: side === 1 });
        lines.push(el("li", {}, el("strong", {}, `${name}: `), ids.map((id) => this.network.actors[id]?.name).join(", ")));
      });
    });
    const bounds = told.proven ? `${told.frustration}` : `between ${told.bounds[0]} and ${told.bounds[1]}`;
    return section(
      `Camps on ${asked.at}`,
      lines.length ? el("ul", { class: "plainlist" }, ...lines) : el("p", { class: "soft" }, "No ties, no camps."),
      el("p", { class: "soft" }, `Two camps in each connected part, so that the fewest ties are frustrated (friends apart, enemies together): ${bounds}${told.proven ? ", proven least" : ""}. Truces and disputes are left out.`),
      told.swinging.length > 0 && el("p", {}, `As well on the other side: ${told.swinging.join(", ")}.`),
      ...told.frustrated.map((one) => unfolding(`Frustrated: ${one.a} and ${one.b}`, one.quotes)),
    );
  }

  private async strain(asked: Asked, next: Found): Promise<HTMLElement> {
    const told = await get<Triad[]>("/api/network/strain", { at: asked.at, ...asked.scope });
    next.triads = told.map((one) => ({ ids: one.ids.flatMap((id) => this.at.get(id) ?? []), chosen: false }));
    const rows: HTMLElement[] = told.map((one, position) => {
      const show = (): void => {
        next.triads.forEach((triad, other) => (triad.chosen = other === position && !triad.chosen));
        rows.forEach((row, other) => find("button", row).setAttribute("aria-pressed", String(next.triads[other]?.chosen ?? false)));
        this.changed();
      };
      const share = `${Math.round(one.share * 100)} % of readings`;
      return el("li", {}, el("button", { type: "button", class: "tie", "aria-pressed": "false", onclick: show }, el("span", { class: "sign dispute", "aria-hidden": "true" }, "△"), el("span", {}, one.sentence, ". ", el("span", { class: "soft" }, share))), unfolding("", one.quotes));
    });
    return section(
      `Strained triads on ${asked.at}`,
      rows.length ? el("ul", { class: "plainlist" }, ...rows) : el("p", { class: "soft" }, "No three ties pull apart."),
      el("p", { class: "soft" }, "A reading by balance theory, not a forecast."),
    );
  }

  private pairRow(ids: [string, string], quotes: Quote[], sign = ""): HTMLLIElement {
    const [a, b] = ids.map((id) => this.at.get(id));
    const names = [a, b].map((one) => this.network.actors[one ?? -1]?.name ?? "").join(" – ");
    const choose = (): void => {
      if (a !== undefined && b !== undefined) this.choose(a, b);
    };
    const told = sign.replaceAll("-", "−");
    return el("li", {}, el("button", { type: "button", class: "tie", onclick: choose }, told.length === 1 ? badge(sign) : el("span", {}), el("span", {}, names, told.length > 1 && el("span", { class: "soft" }, ` ${told}`))), unfolding("", quotes));
  }
}

function section(title: string, ...children: (Node | string | false | undefined)[]): HTMLElement {
  return el("section", { class: "finding" }, el("h2", {}, title), ...children);
}

function unfolding(title: string, quotes: Quote[]): HTMLElement {
  const count = quotes.length === 1 ? "1 quote" : `${quotes.length} quotes`;
  const rows = quotes.map((one) => {
    const link = el("a", { href: `/documents/${encodeURIComponent(one.document)}#claim-${one.claim}` }, one.document_title ?? one.document);
    return el("blockquote", {}, one.quote, el("footer", {}, link, one.published ? `, ${one.published}` : "", one.certainty !== "stated" && el("span", { class: `tag ${one.certainty}` }, one.certainty)));
  });
  return el("details", {}, el("summary", {}, title ? `${title}: ${count}` : count), ...rows);
}

// The list that mirrors the drawing, for keyboards and for screen readers: every tie of the day as a button.

import { el, find } from "../lib/dom";
import { phaseWords, signOf, type Network, type Standing } from "./data";

const FEW = 60;
const BADGES: Record<string, [string, string]> = { "+": ["with", "+"], "-": ["against", "−"], "0": ["truce", "0"], "?": ["dispute", "?"] };

export function badge(sign: string): HTMLElement {
  const [name, glyph] = BADGES[sign] ?? ["", ""];
  return el("span", { class: `sign ${name}`, "aria-hidden": "true" }, glyph);
}

export function counts(standings: readonly Standing[]): string {
  const told = { "+": 0, "-": 0, "0": 0, "?": 0 } as Record<string, number>;
  for (const { phase } of standings) told[signOf(phase)] = (told[signOf(phase)] ?? 0) + 1;
  const parts = [`${told["+"]} with`, `${told["-"]} against`, `${told["0"]} at truce`];
  if (told["?"]) parts.push(`${told["?"]} in dispute`);
  const ties = standings.length === 1 ? "1 tie" : `${standings.length.toLocaleString("en")} ties`;
  return standings.length ? `${ties}: ${parts.join(", ")}` : "no tie is known to stand";
}

export interface Chosen {
  actor: number | null;
  tie: number | null;
}

export class List {
  private all = false;
  private shown = "";
  private readonly rows = find<HTMLUListElement>("#ties");
  private readonly title = find<HTMLElement>("#ties-title");
  private readonly note = find<HTMLElement>("#ties-note");

  private readonly rank: number[] = []; // of each actor, by name

  constructor(private readonly network: Network, private readonly choose: (tie: number) => void, private readonly clear: () => void) {
    const collator = new Intl.Collator("en");
    const byName = network.actors.map((_, index) => index);
    byName.sort((one, other) => collator.compare(this.name(one), this.name(other)));
    byName.forEach((actor, rank) => (this.rank[actor] = rank));
  }

  /** Shows the ties of a day, of one actor if one is chosen. */
  show(standings: readonly Standing[], iso: string, chosen: Chosen): void {
    const { actor } = chosen;
    const own = actor === null ? [...standings] : standings.filter(({ tie }) => tie.a === actor || tie.b === actor);
    this.heading(iso, own, actor);
    const ordered = own
      .map((one) => ({ one, ends: this.ends(one, actor) }))
      .sort((one, other) => this.ranked(one.ends[0]) - this.ranked(other.ends[0]) || this.ranked(one.ends[1]) - this.ranked(other.ends[1]));
    const few = this.all ? ordered : ordered.slice(0, FEW);
    const key = JSON.stringify([few.map(({ one }) => [one.index, phaseWords(one.phase)]), chosen, ordered.length]);
    if (key === this.shown) return;
    this.shown = key;
    const held = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["tie"] : undefined;
    const rows = few.map(({ one, ends }) => this.row(one, [this.name(ends[0]), this.name(ends[1])], one.index === chosen.tie));
    if (few.length < ordered.length) rows.push(this.more(ordered.length));
    this.rows.replaceChildren(...rows);
    if (held) this.rows.querySelector<HTMLElement>(`[data-tie="${held}"]`)?.focus();
  }

  private heading(iso: string, own: readonly Standing[], actor: number | null): void {
    const who = actor === null ? undefined : this.network.actors[actor];
    this.title.replaceChildren(who ? el("a", { href: `/actors/${encodeURIComponent(who.id)}` }, who.name) : "Ties", ` on ${iso}`);
    if (who) this.title.append(" ", el("button", { class: "plain", type: "button", onclick: () => this.clear() }, "show all"));
    const told = `${counts(own)}. Where none is drawn, none is known: unknown is not no.`;
    if (this.note.textContent !== told) this.note.textContent = told;
  }

  private name(actor: number): string {
    return this.network.actors[actor]?.name ?? "";
  }

  private ranked(actor: number): number {
    return this.rank[actor] ?? 0;
  }

  /** Both ends, the chosen actor first, else by name. */
  private ends({ tie }: Standing, actor: number | null): [number, number] {
    if (actor !== null) return actor === tie.a ? [tie.a, tie.b] : [tie.b, tie.a];
    return this.ranked(tie.a) <= this.ranked(tie.b) ? [tie.a, tie.b] : [tie.b, tie.a];
  }

  private row(one: Standing, [name, other]: [string, string], chosen: boolean): HTMLLIElement {
    const quotes = one.phase.quotes === 1 ? "1 quote" : `${one.phase.quotes} quotes`;
    const button = el(
      "button",
      { type: "button", class: `tie ${one.phase.state === "held" ? "" : "seen"}`, "data-tie": String(one.index), "aria-pressed": String(chosen), onclick: () => this.choose(one.index) },
      badge(signOf(one.phase)),
      el("span", {}, el("span", { class: "who" }, name, el("span", { class: "soft" }, ` ${phaseWords(one.phase).split(",")[0]} `), other), el("span", { class: "how soft" }, [phaseWords(one.phase).split(",").slice(1).join(",").trim(), quotes].filter(Boolean).join(" · "))),
    );
    return el("li", {}, button);
  }

  private more(count: number): HTMLLIElement {
    const show = (): void => {
      this.all = true;
      this.shown = "";
      document.dispatchEvent(new CustomEvent("network:list"));
    };
    return el("li", {}, el("button", { type: "button", class: "plain", onclick: show }, `show all ${count.toLocaleString("en")}`));
  }
}

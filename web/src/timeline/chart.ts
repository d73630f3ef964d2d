// The chart: names of the lanes on the left, the lanes on the right, an axis that stays in sight, zoom and pan.

import { scaleUtc, type ScaleTime } from "d3-scale";
import { select } from "d3-selection";
import { type D3ZoomEvent, zoom, type ZoomBehavior, zoomIdentity, zoomTransform } from "d3-zoom";
import { el, find, svg } from "../lib/dom";
import { drawAxis, drawRules } from "./axis";
import { at, iso, type Mark, SIGNS, type Spell, type Timeline } from "./data";
import { drawHeap, drawSpell, type Frame, heapKey, heaps, spellKey } from "./draw";
import { caption, extent, LEADERS, type Strip, strips, WIDE } from "./layout";

/** What a mark that was chosen stands for. */
export type Chosen = { spell: Spell } | { marks: Mark[] };

export interface Watching {
  choose: (key: string, what: Chosen) => void;
  moved: (from: string, to: string) => void; // empty for the whole time
  pair: (other: string) => string; // the address of a pair's timeline
  undated: (marks: Mark[], name: string) => void;
}

const DAY = 86_400_000;

export class Chart {
  private told: Timeline | null = null;
  private base: ScaleTime<number, number> = scaleUtc();
  private laid: Strip[] = [];
  private things = new Map<string, Chosen>();
  private chosen: string | null = null;
  private width = 0;
  private due = 0;
  private quiet = false; // while the program moves it, not the user
  private readonly zooming: ZoomBehavior<SVGSVGElement, unknown>;
  private readonly lanes = find<SVGSVGElement>("#lanes");
  private readonly axis = find<SVGSVGElement>("#axis");
  private readonly names = find<HTMLElement>("#names");

  constructor(private readonly watching: Watching) {
    this.zooming = zoom<SVGSVGElement, unknown>()
      .filter((event: MouseEvent | WheelEvent) => (event.type === "wheel" ? event.ctrlKey || event.metaKey || event.shiftKey : !event.button))
      .on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => this.zoomed(Boolean(event.sourceEvent)))
      .on("end", () => this.quiet || this.watching.moved(...this.window()));
    select(this.lanes).call(this.zooming).on("dblclick.zoom", null);
    this.lanes.addEventListener("dblclick", () => this.by(2));
    new ResizeObserver(() => this.resized()).observe(this.lanes);
  }

  /** Shows a timeline from a day to a day, or all of it. */
  show(told: Timeline, from: string | null, to: string | null): void {
    this.told = told;
    this.fit(from, to);
  }

  /** All of it, or these days. */
  fit(from: string | null = null, to: string | null = null): void {
    if (!this.told) return;
    this.width = this.lanes.clientWidth;
    const all = extent(this.told);
    this.base = scaleUtc().domain(all).range([0, this.width]);
    this.laid = strips(this.told, this.base);
    this.nameLanes();
    const days = (all[1].getTime() - all[0].getTime()) / DAY;
    this.zooming.scaleExtent([0.5, Math.max(4, (days * 70) / Math.max(1, this.width))]);
    this.zooming.translateExtent([[-this.width, -Infinity], [2 * this.width, Infinity]]);
    this.go(from && to ? [at(from), at(to)] : all);
  }

  /** Everything again, as the user asks for it. */
  whole(): void {
    this.fit();
    this.watching.moved("", "");
  }

  mark(key: string | null): void {
    this.chosen = key;
    this.later();
  }

  thing(key: string): Chosen | undefined {
    return this.things.get(key);
  }

  /** Zooms by a factor about the middle. */
  by(factor: number): void {
    this.zooming.scaleBy(select(this.lanes), factor);
  }

  /** Moves by a part of the width. */
  move(part: number): void {
    this.zooming.translateBy(select(this.lanes), (-part * this.width) / zoomTransform(this.lanes).k, 0);
  }

  window(): [string, string] {
    const [from, to] = this.scale().domain() as [Date, Date];
    return [iso(from), iso(to)];
  }

  private go([from, to]: [Date, Date]): void {
    const [x, x2] = [this.base(from), this.base(to)];
    const k = this.width / Math.max(1e-6, x2 - x);
    this.quiet = true;
    select(this.lanes).call(this.zooming.transform, zoomIdentity.scale(k).translate(-x, 0));
    this.quiet = false;
  }

  private scale(): ScaleTime<number, number> {
    return zoomTransform(this.lanes).rescaleX(this.base);
  }

  private resized(): void {
    if (!this.told || !this.lanes.clientWidth || this.lanes.clientWidth === this.width) return;
    const window = this.scale().domain() as [Date, Date];
    this.width = this.lanes.clientWidth;
    this.base.range([0, this.width]);
    this.go(window);
  }

  private zoomed(byHand: boolean): void {
    if (byHand) this.lanes.classList.add("moving");
    this.later();
  }

  private later(): void {
    cancelAnimationFrame(this.due);
    this.due = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const x = this.scale();
    const high = this.laid.reduce((sum, strip) => sum + strip.high, 0);
    this.lanes.setAttribute("height", String(Math.max(60, high)));
    this.lanes.classList.remove("moving");
    drawAxis(this.axis, x, this.width);
    find("#window").textContent = this.window().join(" – ");
    drawRules(find<SVGGElement>(".rules", this.lanes), x, this.width, high);
    const frame: Frame = { x, width: this.width, chosen: this.chosen, choose: (key) => this.choose(key) };
    this.things.clear();
    find(".strips", this.lanes).replaceChildren(...this.laid.map((strip, index) => this.strip(strip, index, frame)));
  }

  private choose(key: string): void {
    const what = this.things.get(key);
    if (what) this.watching.choose(key, what);
  }

  private strip(strip: Strip, index: number, frame: Frame): SVGGElement {
    const group = svg("g", { class: `strip${index % 2 ? " odd" : ""}${strip.key === LEADERS ? " leaders" : ""}`, transform: `translate(0 ${strip.y})` });
    group.append(svg("rect", { class: "ground", x: 0, y: 0, width: this.width, height: strip.high }));
    const texts = new Map<number, number>(); // where the last words of a row end
    for (const { spell, y, high, row } of strip.spells) {
      const key = spellKey(strip.key, spell);
      this.things.set(key, { spell });
      const drawn = drawSpell(strip.key === LEADERS ? { ...spell, sign: "." } : spell, key, y, high, frame);
      if (!drawn) continue;
      group.append(drawn);
      if (!spell.from_event && !this.told?.other) this.words(group, strip, { spell, y, row }, texts, frame);
    }
    for (const heap of heaps(strip.events, frame.x)) {
      const key = heapKey(strip.key, heap);
      this.things.set(key, { marks: heap.marks });
      const drawn = drawHeap(heap, key, strip.eventsAt, frame);
      if (drawn) group.append(drawn);
    }
    return group;
  }

  /** The words above a bar, where those of the bar before leave room. */
  private words(group: SVGGElement, strip: Strip, one: { spell: Spell; y: number; row: number }, taken: Map<number, number>, frame: Frame): void {
    const bar = group.lastElementChild?.querySelector(".hit");
    const left = Math.max(4, Number(bar?.getAttribute("x") ?? 0) + 2);
    const sign = strip.key === LEADERS ? "" : `${SIGNS[one.spell.sign].shown} `;
    const text = sign + caption(one.spell, strip.key === LEADERS);
    const x = Math.max(4, Math.min(left, frame.width - text.length * WIDE));
    if (x < (taken.get(one.row) ?? -1) || left > frame.width + 10) return;
    group.append(svg("text", { class: "words", x, y: one.y - 4 }, text));
    taken.set(one.row, x + text.length * WIDE);
  }

  private nameLanes(): void {
    this.names.replaceChildren(
      ...this.laid.map((strip) => {
        const item = el("li", {}, this.name(strip));
        item.style.height = `${strip.high}px`;
        return item;
      }),
    );
  }

  private name(strip: Strip): HTMLElement {
    const row = strip.row;
    if (!row) return el("span", { class: "lane" }, el("span", {}, "Led by"));
    const isPair = Boolean(this.told?.other);
    const sign = isPair && row.spells[0] ? `${SIGNS[row.spells[0].sign].shown} ` : "";
    const name = row.other && !isPair ? el("a", { href: this.watching.pair(row.other), title: `${row.name}: the two alone` }, row.name) : el("span", {}, sign + row.name);
    const undated = row.events.filter((mark) => mark.earliest === null && mark.latest === null);
    const more = undated.length
      ? el("button", { class: "plain undated", type: "button", onclick: () => this.watching.undated(undated, row.name) }, `${undated.length} without a date`)
      : null;
    const left = row.left_out ? el("span", { class: "soft" }, `${row.left_out} more not drawn`) : null;
    return el("span", { class: "lane" }, name, more, left);
  }
}

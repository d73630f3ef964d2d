// The date: a slider over all the time that the ledger tells of, a field, playing, and strokes where something changes.

import { el, find, svg } from "../lib/dom";
import { dayOf, isoOf, type Network } from "./data";

const SECONDS: Record<string, number> = { slow: 90, normal: 40, fast: 15 }; // for the whole time
const BINS = 240;

export class Clock {
  day = 0;
  private first = 0;
  private last = 0;
  private turns: number[] = []; // days on which something changes, in order
  private frame = 0;
  private readonly slider = find<HTMLInputElement>("#slider");
  private readonly field = find<HTMLInputElement>("#at");
  private readonly button = find<HTMLButtonElement>("#play");
  private readonly speed = find<HTMLSelectElement>("#speed");

  /** `moved` is told the day while it moves, `settled` when it stays. */
  constructor(private readonly moved: () => void, private readonly settled: () => void) {
    this.slider.addEventListener("input", () => this.go(Number(this.slider.value)));
    this.slider.addEventListener("change", () => this.settled());
    this.field.addEventListener("change", () => {
      if (!this.field.value) return;
      this.go(dayOf(this.field.value));
      this.settled();
    });
    this.button.addEventListener("click", () => this.toggle());
  }

  get playing(): boolean {
    return this.frame !== 0;
  }

  get iso(): string {
    return isoOf(this.day);
  }

  span(network: Network): void {
    this.turns = [...new Set(network.ties.flatMap((tie) => tie.days))].sort((one, other) => one - other);
    const first = this.turns[0] ?? 0;
    this.last = network.last ? dayOf(network.last) : first;
    this.first = Math.min(first, this.last);
    this.slider.min = String(this.first);
    this.slider.max = String(this.last);
    this.strokes();
  }

  /** The day of an address, else that of the latest report. */
  set(iso: string): void {
    this.go(iso ? dayOf(iso) : this.last);
  }

  step(days: number): void {
    this.stop();
    this.go(this.day + days);
    this.settled();
  }

  /** To the change before or after the day. */
  turn(direction: 1 | -1): void {
    const next = direction > 0 ? this.turns.find((day) => day > this.day) : this.turns.filter((day) => day < this.day).at(-1);
    if (next !== undefined) this.step(next - this.day);
  }

  toggle(): void {
    if (this.playing) {
      this.stop();
      this.settled();
      return;
    }
    if (this.day >= this.last) this.go(this.first);
    this.button.textContent = "❚❚ Pause";
    this.button.setAttribute("aria-pressed", "true");
    let exact = this.day;
    let then = performance.now();
    const run = (now: number): void => {
      const passed = Math.max(0, now - then); // a frame is stamped with its beginning, which may lie before the key that started it
      exact += ((this.last - this.first) * passed) / 1000 / (SECONDS[this.speed.value] ?? 40);
      then = now;
      this.go(Math.floor(exact));
      if (this.day < this.last) this.frame = requestAnimationFrame(run);
      else this.toggle();
    };
    this.frame = requestAnimationFrame(run);
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.button.textContent = "▶ Play";
    this.button.setAttribute("aria-pressed", "false");
  }

  private go(day: number): void {
    this.day = Math.max(this.first, Math.min(this.last, day));
    this.slider.value = String(this.day);
    this.slider.setAttribute("aria-valuetext", this.iso);
    this.field.value = this.iso;
    this.moved();
  }

  /** Under the slider: how much changes when, and the years. */
  private strokes(): void {
    const place = find<SVGSVGElement>("#turns");
    const span = Math.max(1, this.last - this.first);
    const bins = new Array<number>(BINS).fill(0);
    for (const day of this.turns) {
      const bin = Math.min(BINS - 1, Math.floor(((day - this.first) / span) * BINS));
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    const most = Math.max(1, ...bins);
    const bars = bins.flatMap((count, bin) =>
      count ? [svg("rect", { x: (bin / BINS) * 1000, y: 16 - 3 - (13 * count) / most, width: 1000 / BINS - 0.8, height: 3 + (13 * count) / most })] : [],
    );
    place.replaceChildren(...bars);
    const years = find<HTMLElement>("#years");
    const [from, to] = [Number(isoOf(this.first).slice(0, 4)), Number(isoOf(this.last).slice(0, 4))];
    const step = Math.max(1, Math.ceil(((to - from) * 46) / Math.max(120, years.clientWidth)));
    const marks: HTMLElement[] = [];
    for (let year = from + 1; year <= to; year += step) {
      const mark = el("span", {}, String(year));
      mark.style.left = `${((dayOf(`${String(year).padStart(4, "0")}-01-01`) - this.first) / span) * 100}%`;
      marks.push(mark);
    }
    years.replaceChildren(...marks);
  }
}

// The time slider: a span with two handles over the years of the ledger, which plays.

import { all, find, svg } from "../lib/dom";
import { after, at, iso } from "../timeline/data";

const DAY = 86_400_000;
const BEAT = 800; // milliseconds a step of the play

export class TimeSlider {
  private first = 0;
  private last = 0;
  private playing = 0;
  private readonly from = find<HTMLInputElement>("#from");
  private readonly to = find<HTMLInputElement>("#to");
  private readonly play = find<HTMLButtonElement>("#play");

  constructor(private readonly changed: (from: string | null, to: string | null, silently: boolean) => void) {
    for (const input of [this.from, this.to]) {
      input.addEventListener("input", () => this.held(input));
      input.addEventListener("change", () => this.tell(false));
    }
    this.play.addEventListener("click", () => this.toggle());
    find("#all-time").addEventListener("click", () => {
      this.stop();
      this.set(null, null);
      this.tell(false);
    });
  }

  /** The years that there are, with how much lies in each. */
  extent(first: string | null, last: string | null, years: readonly { year: number; claims: number }[]): void {
    const [from, to] = this.span();
    this.first = Math.floor(at(first ?? "2000-01-01").getTime() / DAY);
    this.last = Math.max(this.first + 1, Math.floor(after(last ?? "2000-12-31").getTime() / DAY) - 1);
    for (const input of [this.from, this.to]) {
      input.min = String(this.first);
      input.max = String(this.last);
    }
    this.set(from, to);
    this.bars(years);
  }

  set(from: string | null, to: string | null): void {
    this.from.value = String(from ? number(from) : this.first);
    this.to.value = String(to ? number(to) : this.last);
    this.show();
  }

  /** The days from and to; null where the handle is at the very end. */
  span(): [string | null, string | null] {
    const [from, to] = [Number(this.from.value), Number(this.to.value)];
    return [from > this.first ? day(from) : null, to < this.last ? day(to) : null];
  }

  toggle(): void {
    if (this.playing) this.stop();
    else this.start();
  }

  private start(): void {
    const whole = this.last - this.first;
    let [from, to] = [Number(this.from.value), Number(this.to.value)];
    let wide = to - from;
    if (wide >= whole * 0.9) wide = Math.max(30, Math.round(whole / 10));
    if (to >= this.last || to - from !== wide) from = this.first;
    const step = (): void => {
      to = Math.min(this.last, from + wide);
      this.from.value = String(from);
      this.to.value = String(to);
      this.show();
      this.tell(true);
      if (to >= this.last) return this.stop();
      from += Math.max(1, Math.round(wide / 3));
      this.playing = window.setTimeout(step, BEAT);
    };
    this.playing = window.setTimeout(step, 0);
    this.play.textContent = "Pause";
  }

  private stop(): void {
    if (this.playing) clearTimeout(this.playing);
    this.playing = 0;
    this.play.textContent = "Play";
  }

  /** Keeps the handles from crossing. */
  private held(input: HTMLInputElement): void {
    this.stop();
    if (Number(this.from.value) > Number(this.to.value)) {
      if (input === this.from) this.from.value = this.to.value;
      else this.to.value = this.from.value;
    }
    this.show();
    this.tell(true);
  }

  private tell(silently: boolean): void {
    this.changed(...this.span(), silently);
  }

  private show(): void {
    const [from, to] = [Number(this.from.value), Number(this.to.value)];
    for (const input of [this.from, this.to]) input.setAttribute("aria-valuetext", day(Number(input.value)));
    const [first, last] = this.span();
    find("#span").textContent = first || last ? `${day(from)} to ${day(to)}` : `all time, ${day(from)} to ${day(to)}`;
    for (const bar of all<SVGRectElement>("#years rect")) {
      const year = Number(bar.dataset["year"]);
      bar.classList.toggle("out", at(`${pad(year)}-12-31`).getTime() < from * DAY || at(`${pad(year)}-01-01`).getTime() > to * DAY);
    }
  }

  private bars(years: readonly { year: number; claims: number }[]): void {
    const most = Math.max(1, ...years.map((one) => one.claims));
    const scale = (moment: number): number => (1000 * (moment / DAY - this.first)) / Math.max(1, this.last - this.first);
    find("#years").replaceChildren(
      ...years.map(({ year, claims }) => {
        const [x, x2] = [scale(at(`${pad(year)}-01-01`).getTime()), scale(after(`${pad(year)}-12-31`).getTime())].map((one) => Math.max(0, Math.min(1000, one))) as [number, number];
        const high = 2 + (26 * claims) / most;
        const bar = svg("rect", { x: x + 1, y: 28 - high, width: Math.max(1, x2 - x - 2), height: high }, svg("title", {}, `${year}: ${claims}`));
        bar.dataset["year"] = String(year);
        return bar;
      }),
    );
    this.show();
  }
}

function number(text: string): number {
  return Math.floor(at(text).getTime() / DAY);
}

function day(days: number): string {
  return iso(new Date(days * DAY));
}

function pad(year: number): string {
  return String(year).padStart(4, "0");
}

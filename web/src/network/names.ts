// Where names go: beside their dots, the foremost first, none over another; those without room show when pointed at.

import type { Actor } from "./data";
import type { Place } from "./layout";
import { fontOf } from "./shapes";

export interface Label {
  lines: string[];
  x: number;
  y: number; // of the first line's base
  anchor: "start" | "middle" | "end";
  box: [number, number, number, number];
}

const LONGEST = 26; // characters of a line
export const LEADING = 14;
const widths = new Map<string, number>();
let measuring: CanvasRenderingContext2D | null | undefined;

/** A name in one line, or in two where it is long. */
export function wrapped(name: string): string[] {
  if (name.length <= 18) return [name];
  const spaces = [...name.matchAll(/[ -]/g)].map((one) => one.index);
  const middle = spaces.sort((one, other) => Math.abs(one - name.length / 2) - Math.abs(other - name.length / 2))[0];
  const lines = middle === undefined ? [name] : [name.slice(0, middle + 1).trimEnd(), name.slice(middle + 1)];
  return lines.map((line) => (line.length > LONGEST ? `${line.slice(0, LONGEST - 1).trimEnd()}…` : line));
}

export function widthOf(text: string): number {
  let width = widths.get(text);
  if (width === undefined) {
    measuring ??= document.createElement("canvas").getContext("2d");
    if (measuring) measuring.font = fontOf({ bold: true });
    width = measuring?.measureText(text).width ?? text.length * 7;
    widths.set(text, width);
  }
  return width;
}

/** The places of a name beside a dot: right, left, below, above, then the corners. */
export function candidates(name: string, place: Place, gap = 9): Label[] {
  const lines = wrapped(name);
  const wide = Math.max(...lines.map(widthOf));
  const more = (lines.length - 1) * LEADING;
  const { x, y } = place;
  const at = (anchor: Label["anchor"], left: number, base: number): Label => ({
    lines, anchor, y: base, x: anchor === "start" ? left : anchor === "end" ? left + wide : left + wide / 2,
    box: [left - 2, base - 12, left + wide + 2, base + more + 4],
  });
  const [right, left, centre] = [x + gap, x - gap - wide, x - wide / 2];
  const [level, below, above] = [y + 4 - more / 2, y + gap + 12, y - gap - 2 - more];
  return [
    at("start", right, level), at("end", left, level), at("middle", centre, below), at("middle", centre, above),
    at("start", right - 4, above + 2), at("end", left + 4, above + 2), at("start", right - 4, below - 2), at("end", left + 4, below - 2),
  ];
}

/** The labels that have room, by actor. `places` are on the screen; actors come foremost first. */
export function labels(actors: readonly Actor[], places: readonly Place[], size: { width: number; height: number }): Map<number, Label> {
  const found = new Map<number, Label>();
  const taken: Label["box"][] = [];
  const dots = new Grid(places);
  actors.forEach((actor, index) => {
    const place = places[index];
    if (!place || place.x < 0 || place.y < 0 || place.x > size.width || place.y > size.height) return;
    for (const label of candidates(actor.name, place)) {
      const { box } = label;
      const inside = box[0] >= 0 && box[1] >= 0 && box[2] <= size.width && box[3] <= size.height;
      if (!inside || taken.some((other) => overlap(box, other)) || dots.covers(box, index)) continue;
      taken.push(box);
      found.set(index, label);
      return;
    }
  });
  return found;
}

function overlap(one: Label["box"], other: Label["box"]): boolean {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

/** Dots by the column they are in, so that few are asked. */
class Grid {
  private readonly columns = new Map<number, number[]>();

  constructor(private readonly places: readonly Place[]) {
    places.forEach((place, index) => {
      const column = Math.floor(place.x / 64);
      this.columns.set(column, [...(this.columns.get(column) ?? []), index]);
    });
  }

  covers(box: Label["box"], own: number): boolean {
    for (let column = Math.floor((box[0] - 6) / 64); column <= Math.floor((box[2] + 6) / 64); column += 1) {
      for (const index of this.columns.get(column) ?? []) {
        const place = this.places[index];
        if (index === own || !place) continue;
        if (place.x > box[0] - 6 && place.x < box[2] + 6 && place.y > box[1] - 6 && place.y < box[3] + 6) return true;
      }
    }
    return false;
  }
}

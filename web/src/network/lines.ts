// The form of a tie by its sign, so that it reads without colour: one thick line with, a barred line against, two lines at truce,
// a zigzag in dispute. Dashed where everything is told with reserve, faded where it was only seen before.

import type { Phase } from "./data";
import { signOf } from "./data";
import type { Colour, Path } from "./shapes";

export const COLOUR_OF: Record<string, Colour> = { "+": "with", "-": "against", "0": "truce", "?": "dispute" };
export const FADED = 0.42;
const WIDTH: Record<string, number> = { "+": 3, "-": 1.6, "0": 1.3, "?": 1.5 };
const DASH = [6, 5];

interface Vector {
  x: number;
  y: number;
}

export interface Ends {
  x: number;
  y: number;
  toX: number;
  toY: number;
}

/** Adds the lines of a tie of this sign to `lines`. `bars` is the most bars of a line against, half the corners of a zigzag. */
export function trace(lines: number[][], sign: string, ends: Ends, bars = 40): void {
  const { x, y, toX, toY } = ends;
  const length = Math.hypot(toX - x, toY - y) || 1;
  const along = { x: (toX - x) / length, y: (toY - y) / length };
  const across = { x: -along.y, y: along.x };
  if (sign === "0") {
    for (const side of [-2.2, 2.2]) {
      lines.push([x + across.x * side, y + across.y * side, toX + across.x * side, toY + across.y * side]);
    }
    return;
  }
  if (sign === "?") {
    lines.push(zigzag(ends, length, along, across, bars));
    return;
  }
  lines.push([x, y, toX, toY]);
  if (sign !== "-") return;
  const count = Math.max(1, Math.min(bars, Math.floor(length / 13)));
  const step = Math.min(13, length / (count + 1));
  for (let bar = 0; bar < count; bar += 1) {
    const at = length / 2 + (bar - (count - 1) / 2) * step;
    const [middleX, middleY] = [x + along.x * at, y + along.y * at];
    lines.push([middleX - across.x * 4, middleY - across.y * 4, middleX + across.x * 4, middleY + across.y * 4]);
  }
}

function zigzag(ends: Ends, length: number, along: Vector, across: Vector, bars: number): number[] {
  const points = [ends.x, ends.y];
  const count = Math.max(2, Math.min(bars * 2, Math.floor(length / 7)));
  for (let corner = 1; corner < count; corner += 1) {
    const at = (length * corner) / count;
    const side = corner % 2 ? 3.5 : -3.5;
    points.push(ends.x + along.x * at + across.x * side, ends.y + along.y * at + across.y * side);
  }
  points.push(ends.toX, ends.toY);
  return points;
}

/** A straight line in pieces: as a dash, but many times quicker to draw. */
function pieces(ends: Ends): number[][] {
  const count = 9;
  const at = (share: number): [number, number] => [ends.x + (ends.toX - ends.x) * share, ends.y + (ends.toY - ends.y) * share];
  return Array.from({ length: count }, (_, piece) => [...at(piece / count), ...at((piece + 0.55) / count)]);
}

/**
 * Collects ties of one look into one path each, so that thousands take a few strokes. `quick` is for a crowd in motion: the same
 * forms in the thinnest lines, which a browser draws ten times as fast; thick ones and dashes come when it rests.
 */
export class Sheaf {
  private readonly paths = new Map<string, Path>();

  constructor(private readonly bars: number, private readonly quick: boolean) {}

  add(phase: Phase, ends: Ends, dim: boolean): void {
    const sign = signOf(phase);
    const held = phase.state === "held";
    const key = `${sign}${held}${phase.hedged}${dim}`;
    let path = this.paths.get(key);
    if (!path) {
      const width = this.quick ? 1 / (window.devicePixelRatio || 1) : (WIDTH[sign] ?? 1.5);
      path = { form: "path", lines: [], stroke: COLOUR_OF[sign] ?? "ink", width, alpha: (held ? 1 : FADED) * (dim ? 0.22 : 1) };
      if (phase.hedged && !this.quick) path.dash = DASH;
      this.paths.set(key, path);
    }
    if (phase.hedged && this.quick && sign !== "?") path.lines.push(...pieces(ends));
    else trace(path.lines, sign, ends, this.bars);
  }

  /** Faded ones first, so that what holds lies above. */
  shapes(): Path[] {
    return [...this.paths.values()].sort((one, other) => (one.alpha ?? 1) - (other.alpha ?? 1));
  }
}

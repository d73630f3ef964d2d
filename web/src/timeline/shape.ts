// From the bounds of a spell to pixels: where it surely held, where it may have, and what nothing bounds.

import { after, at, type Spell } from "./data";

export type Scale = (moment: Date) => number;
export const TAIL = 26; // pixels of a side that nothing bounds: a fixed length, as it claims none

/** A stretch from `x` to `x2`. */
export interface Part {
  x: number;
  x2: number;
}

/**
 * `core` held by all accounts; `body` instead where no single day is sure; `before` and `behind` only may have. `from` and `to`
 * are the outermost pixels; `opens` and `lasts` say that nothing bounds that side.
 */
export interface Shape {
  core: Part | null;
  body: Part | null;
  before: Part | null;
  behind: Part | null;
  from: number;
  to: number;
  opens: boolean;
  lasts: boolean;
}

export function shape(spell: Spell, x: Scale): Shape | null {
  const { start, end } = spell;
  const first = start.latest ?? start.earliest ?? end.earliest ?? end.latest;
  const last = end.earliest ?? end.latest ?? start.latest ?? start.earliest;
  if (first === null || last === null) return null;
  const sure = first <= last;
  const middle: Part = sure ? part(x(at(first)), x(after(last))) : part(x(at(last)), x(after(first)));
  const opens = start.earliest === null;
  const lasts = end.latest === null;
  const from = start.earliest === null ? middle.x - TAIL : Math.min(x(at(start.earliest)), middle.x);
  const to = end.latest === null ? middle.x2 + TAIL : Math.max(x(after(end.latest)), middle.x2);
  return {
    core: sure ? middle : null,
    body: sure ? null : middle,
    before: from < middle.x ? { x: from, x2: middle.x } : null,
    behind: to > middle.x2 ? { x: middle.x2, x2: to } : null,
    from,
    to,
    opens,
    lasts,
  };
}

function part(x: number, x2: number): Part {
  return x2 - x >= 3 ? { x, x2 } : { x: (x + x2) / 2 - 1.5, x2: (x + x2) / 2 + 1.5 };
}

/** The stretch cut to what is seen, as very long rectangles make browsers slow; null where none of it is seen. */
export function cut(one: Part, width: number): Part | null {
  const x = Math.max(-60, one.x);
  const x2 = Math.min(width + 60, one.x2);
  return x2 > x ? { x, x2 } : null;
}

/** The row of each of these stretches so that none covers another, first come first served; `most` rows at most. */
export function packed(stretches: readonly Part[], gap: number, most = 12): number[] {
  const ends: number[] = [];
  return stretches.map((one) => {
    let row = ends.findIndex((end) => end + gap <= one.x);
    if (row < 0) row = ends.length < most ? ends.length : ends.indexOf(Math.min(...ends));
    ends[row] = Math.max(ends[row] ?? -Infinity, one.x2);
    return row;
  });
}

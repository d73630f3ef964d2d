// The genealogy as a forest: each body under what it is part of, split from or merged with, the other lines across.

import { hierarchy, tree } from "d3-hierarchy";
import type { Genealogy, Line } from "./data";

export interface Spot {
  id: string;
  x: number;
  y: number;
}

interface Twig {
  id: string;
  children: Twig[];
}

export const BOX = { wide: 236, high: 44, row: 66, column: 390 };

/** Where each body stands: columns by descent, from left to right. */
export function spots(told: Genealogy): Map<string, Spot> {
  const below = new Map<string, string[]>();
  const placed = new Set<string>();
  for (const [parent, child] of told.lines.map(sides)) {
    if (placed.has(child) || leads(below, child, parent)) continue;
    placed.add(child);
    below.set(parent, [...(below.get(parent) ?? []), child]);
  }
  const grown = (id: string): Twig => ({ id, children: (below.get(id) ?? []).map(grown) });
  const roots = told.bodies.filter((one) => !placed.has(one.id)).map((one) => grown(one.id));
  const laid = tree<Twig>().nodeSize([BOX.row, BOX.column])(hierarchy<Twig>({ id: "", children: roots }));
  const found = laid.descendants().filter((node) => node.data.id !== "");
  const top = Math.min(...found.map((node) => node.x));
  return new Map(found.map((node) => [node.data.id, { id: node.data.id, x: node.y - BOX.column, y: node.x - top }]));
}

function sides(line: Line): [string, string] {
  return [line.parent, line.child];
}

/** Whether one body already stands somewhere above the other, so that a line back would make a ring. */
function leads(below: ReadonlyMap<string, string[]>, from: string, to: string): boolean {
  return from === to || (below.get(from) ?? []).some((next) => leads(below, next, to));
}

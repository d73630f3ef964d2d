// Places as SVG: a soft disc for a town, a haze for what is known more roughly, the outline for a country alone.

import { svg } from "../lib/dom";
import type { Country, View } from "./base";
import { countryOf } from "./base";
import { counts, known, type Spot } from "./data";
import type { Heap } from "./heaps";

export interface Choosing {
  chosen: string | null;
  choose: (spot: Spot) => void;
  closer: (heap: Heap) => void;
}

export function spotTitle(spot: Spot): string {
  const also = spot.told.length ? `\ntold of as ${spot.told.join(", ")}` : "";
  return `${spot.name}: ${counts(spot)}\nknown as ${known(spot)}${also}`;
}

export function drawHeap(heap: Heap, choosing: Choosing): SVGGElement {
  const [first] = heap.spots;
  const chosen = heap.spots.some((one) => one.id === choosing.chosen);
  const group = svg("g", { class: `place${heap.hazy ? " hazy" : ""}${chosen ? " chosen" : ""}`, transform: `translate(${heap.x} ${heap.y})` });
  const total = heap.events + heap.presence;
  if (heap.events) {
    const fill = heap.hazy ? "url(#haze)" : "url(#disc)";
    group.append(svg("circle", { class: "events", r: heap.radius, fill, "fill-opacity": heap.hazy ? Math.min(1, 0.55 + 0.1 * Math.log2(heap.events)) : 1 }));
  }
  // Presence is a dotted ring of its own size: around a wide haze it would look like a border.
  if (heap.presence && heap.hazy) group.append(svg("circle", { class: "mist", r: heap.radius, fill: "url(#mist)" }));
  if (heap.presence) group.append(svg("circle", { class: "presence", r: heap.hazy ? 11 : heap.radius + 3 }));
  group.append(svg("circle", { class: "hit", r: Math.max(10, Math.min(heap.radius * 0.6, 50)) }));
  if (total > 1) group.append(svg("text", { class: `number${heap.hazy ? "" : " within"}`, y: 4 }, String(total)));
  const titles = heap.spots.slice(0, 12).map(spotTitle);
  if (heap.spots.length > 1) titles.unshift(`${heap.spots.length} places close together`);
  group.append(svg("title", {}, titles.join("\n")));
  group.addEventListener("click", () => {
    if (heap.spots.length > 1) choosing.closer(heap);
    else if (first) choosing.choose(first);
  });
  return group;
}

/** Countries of which no more than the country is told, in the units of the base map. */
export function drawCountries(spots: readonly Spot[], all: readonly Country[], choosing: Choosing): SVGElement[] {
  return spots.flatMap((spot) => {
    const country = countryOf(spot.country, all);
    if (!country) return [];
    const kind = spot.precision === "country" ? "whole" : "part";
    const path = svg("path", { class: `country ${kind}${spot.id === choosing.chosen ? " chosen" : ""}`, d: country.path }, svg("title", {}, spotTitle(spot)));
    path.addEventListener("click", () => choosing.choose(spot));
    return [path];
  });
}

interface Box {
  x: number;
  x2: number;
  y: number;
  y2: number;
}

type Side = "start" | "end" | "middle";

/** Names beside the places, those of which most is told first, where there is room. */
export function drawNames(found: readonly Heap[], labels: readonly { x: number; y: number; text: string }[], view: View): SVGElement[] {
  const taken: Box[] = found.filter((heap) => heap.radius < 40).map(({ x, y, radius: r }) => ({ x: x - r, x2: x + r, y: y - r, y2: y + r }));
  const drawn: SVGElement[] = [];
  const put = (text: string, kind: string, sides: [number, number, Side][]): void => {
    const wide = text.length * 6.4;
    for (const [x, y, side] of sides) {
      const left = side === "start" ? x : side === "end" ? x - wide : x - wide / 2;
      const box = { x: left, x2: left + wide, y: y - 10, y2: y + 3 };
      const free = taken.every((one) => one.x2 < box.x || box.x2 < one.x || one.y2 < box.y || box.y2 < one.y);
      if (!free || box.x2 < 0 || box.x > view.width || y < 0 || y > view.height + 10) continue;
      taken.push(box);
      drawn.push(svg("text", { class: `name ${kind}`, x, y, "text-anchor": side }, text));
      return;
    }
  };
  for (const heap of [...found].sort((a, b) => b.events + b.presence - a.events - a.presence)) {
    const name = heap.spots.length > 1 ? `${heap.spots[0]?.name} and ${heap.spots.length - 1} more` : (heap.spots[0]?.name ?? "");
    put(name, heap.hazy ? "rough" : "", heap.radius < 40 ? around(heap) : [[heap.x, heap.y + 19, "middle"], [heap.x, heap.y - 14, "middle"]]);
  }
  for (const label of labels) put(label.text, "country-name", [[label.x, label.y, "middle"], [label.x, label.y + 18, "middle"], [label.x, label.y - 18, "middle"]]);
  return drawn;
}

function around({ x, y, radius }: Heap): [number, number, Side][] {
  const gap = radius + 6;
  return [[x + gap, y + 4, "start"], [x - gap, y + 4, "end"], [x, y + gap + 9, "middle"], [x, y - gap, "middle"]];
}

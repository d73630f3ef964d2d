// Places as they stand on the screen: small ones close together are drawn as one, so that many events stay readable.

import { KM, onBase, type View, WORLD } from "./base";
import { isCountry, REACH, type Spot } from "./data";

export interface Heap {
  spots: Spot[];
  x: number;
  y: number;
  radius: number; // pixels
  events: number;
  presence: number;
  hazy: boolean; // known more roughly than a town
}

const LEAST = 6;
const LEAST_HAZE = 15;
const NEAR = 20;

export function heaps(spots: readonly Spot[], view: View): Heap[] {
  const small: Heap[] = [];
  const large: Heap[] = [];
  for (const spot of spots) {
    if (isCountry(spot)) continue;
    const heap = alone(spot, view);
    if (heap.radius > LEAST_HAZE) large.push(heap);
    else merge(small, heap);
  }
  return [...large.sort((a, b) => b.radius - a.radius), ...small];
}

function alone(spot: Spot, view: View): Heap {
  const latitude = spot.latitude ?? 0;
  const [x, y] = onBase(spot.longitude ?? 0, latitude);
  const perKm = (WORLD * view.k) / (KM * Math.max(0.1, Math.cos((latitude * Math.PI) / 180)));
  const hazy = spot.precision !== "point";
  const many = Math.log2(1 + spot.events + spot.presence);
  const natural = REACH[spot.precision] * perKm;
  const radius = hazy ? Math.max(LEAST_HAZE, natural) : Math.max(LEAST + Math.min(8, 1.6 * many), natural);
  return { spots: [spot], x: x * view.k + view.x, y: y * view.k + view.y, radius, events: spot.events, presence: spot.presence, hazy };
}

function merge(found: Heap[], heap: Heap): void {
  const near = found.find((one) => Math.hypot(one.x - heap.x, one.y - heap.y) < Math.max(NEAR, 0.85 * (one.radius + heap.radius)));
  if (!near) {
    found.push(heap);
    return;
  }
  near.spots.push(...heap.spots);
  near.events += heap.events;
  near.presence += heap.presence;
  near.hazy ||= heap.hazy;
  const total = near.events + near.presence;
  near.radius = Math.max(near.radius, heap.radius, LEAST_HAZE * (near.hazy ? 1 : 0), 8 + Math.min(14, 2.2 * Math.log2(1 + total)));
}

// Where actors are: one layout over all ties of all time, worked out once, the same for the same ties. Time only draws lines in it.

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationLinkDatum, type SimulationNodeDatum } from "d3-force";
import type { Network, Tie } from "./data";

export interface Place {
  x: number;
  y: number;
}

interface Link extends SimulationLinkDatum<SimulationNodeDatum> {
  friendly: number;
}

const TICKS = 320;
const WORK = 8_000_000; // looks at a place and a line
const SPREAD = 62; // at least so far apart are two actors of a small network

/** The share of a pair's phases in which it stands together, 0 to 1; a half where nothing says. */
function friendliness(tie: Tie): number {
  const signed = tie.phases.filter((phase) => phase.sign !== null);
  return signed.length ? signed.filter((phase) => phase.sign !== "-").length / signed.length : 0.5;
}

export function layout(network: Network): Place[] {
  const count = network.actors.length;
  const crowd = Math.max(0.45, Math.min(1, 60 / Math.max(1, count)));
  // d3 starts from a spiral and draws from its own fixed sequence, so that nothing here is left to chance.
  const nodes: SimulationNodeDatum[] = network.actors.map(() => ({}));
  const links: Link[] = network.ties.map((tie) => ({ source: tie.a, target: tie.b, friendly: friendliness(tie) }));
  const simulation = forceSimulation(nodes)
    .force("charge", forceManyBody().strength(-620 * crowd).distanceMax(900))
    .force("link", forceLink<SimulationNodeDatum, Link>(links).distance((link) => (1.9 - link.friendly) * 105 * crowd).iterations(2))
    .force("x", forceX(0).strength(0.045))
    .force("y", forceY(0).strength(0.085)) // screens are wide
    .force("collide", forceCollide(SPREAD * crowd).iterations(2))
    .stop();
  simulation.tick(TICKS);
  const places = nodes.map((node) => ({ x: node.x ?? 0, y: node.y ?? 0 }));
  clear(places, network.ties, SPREAD * crowd * 0.5);
  return places;
}

/** Moves actors off the lines of others, so that no line seems to end where it only passes; for as long as that is quick. */
function clear(places: Place[], ties: readonly Tie[], room: number): void {
  const rounds = Math.min(80, Math.floor(WORK / Math.max(1, places.length * ties.length)));
  for (let round = 0; round < rounds; round += 1) {
    let still = true;
    for (const tie of ties) {
      const [from, to] = [places[tie.a], places[tie.b]];
      if (!from || !to) continue;
      places.forEach((place, actor) => {
        if (actor !== tie.a && actor !== tie.b && aside(place, from, to, room)) still = false;
      });
    }
    if (still) return;
  }
}

/** Moves a place away from a line that it is too near to; whether it had to. */
function aside(place: Place, from: Place, to: Place, room: number): boolean {
  const [wide, high] = [to.x - from.x, to.y - from.y];
  const square = wide * wide + high * high;
  if (square === 0) return false;
  const along = ((place.x - from.x) * wide + (place.y - from.y) * high) / square;
  if (along <= 0.06 || along >= 0.94) return false;
  const length = Math.sqrt(square);
  const away = ((place.x - from.x) * -high + (place.y - from.y) * wide) / length; // to the left of the line, in its own sense
  if (Math.abs(away) >= room) return false;
  const step = (away < 0 ? -1 : 1) * Math.min(6, room - Math.abs(away));
  place.x += (-high / length) * step;
  place.y += (wide / length) * step;
  return true;
}

/** The rectangle that holds all places, never empty. */
export function bounds(places: readonly Place[]): { left: number; top: number; width: number; height: number } {
  if (!places.length) return { left: 0, top: 0, width: 1, height: 1 };
  const xs = places.map((place) => place.x);
  const ys = places.map((place) => place.y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(1, Math.max(...xs) - left), height: Math.max(1, Math.max(...ys) - top) };
}

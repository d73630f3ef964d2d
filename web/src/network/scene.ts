// The drawing of a day: hulls beneath, ties, marks of what changed, actors, names.

import { polygonHull } from "d3-polygon";
import type { Network, Standing } from "./data";
import { bounds, type Place } from "./layout";
import { type Ends, Sheaf, trace } from "./lines";
import { candidates, type Label, LEADING } from "./names";
import type { Shape } from "./shapes";

/** A mark on a pair: what changed since the other day. */
export interface Mark {
  a: number;
  b: number;
  glyph: string;
  gone: boolean; // the tie itself is not there any more
}

export interface Hull {
  name: string;
  letter: string; // in the dots of its members, as a hull may lie over others
  members: number[];
  dotted: boolean;
}

export interface Scene {
  network: Network;
  places: readonly Place[]; // on the screen
  labels: Map<number, Label>;
  standings: readonly Standing[];
  marks: readonly Mark[];
  hulls: readonly Hull[];
  triads: readonly { ids: number[]; chosen: boolean }[];
  focus: { actor: number | null; tie: number | null; hover: number | null };
  moving: boolean;
  idle: boolean; // whether actors without a tie at the day are shown
}

const CROWD = 300;
const FEW_HULLS = 8; // that are named
const NOWHERE: Place = { x: 0, y: 0 };

export function shapesOf(scene: Scene): Shape[] {
  const near = neighbours(scene);
  return [
    ...scene.hulls.flatMap((hull) => hullShapes(hull, scene)),
    ...scene.triads.map((triad) => triadShape(triad, scene)),
    ...tieShapes(scene),
    ...scene.marks.flatMap((mark) => markShapes(mark, scene)),
    ...actorShapes(scene, near),
    ...nameShapes(scene, near),
  ];
}

function at(scene: Scene, actor: number): Place {
  return scene.places[actor] ?? NOWHERE;
}

export function endsOf(scene: Pick<Scene, "places">, tie: { a: number; b: number }): Ends {
  const from = scene.places[tie.a] ?? NOWHERE;
  const to = scene.places[tie.b] ?? NOWHERE;
  return { x: from.x, y: from.y, toX: to.x, toY: to.y };
}

/** Every actor with a tie at the day, and whether it is near what is in focus; all are where nothing is. */
function neighbours(scene: Scene): Map<number, boolean> {
  const found = new Map<number, boolean>();
  const { actor } = scene.focus;
  for (const { tie } of scene.standings) {
    const isNear = actor === null || tie.a === actor || tie.b === actor;
    for (const end of [tie.a, tie.b]) found.set(end, (found.get(end) ?? false) || isNear);
  }
  return found;
}

function tieShapes(scene: Scene): Shape[] {
  const { actor, tie: chosen, hover } = scene.focus;
  const crowded = scene.standings.length > CROWD;
  const sheaf = new Sheaf(crowded ? (scene.moving ? 3 : 6) : 40, crowded && scene.moving);
  const beneath: Shape[] = [];
  for (const { index, tie, phase } of scene.standings) {
    const ends = endsOf(scene, tie);
    if (index === chosen || index === hover) {
      beneath.push({ form: "path", lines: [[ends.x, ends.y, ends.toX, ends.toY]], stroke: "accent", width: 13, alpha: index === chosen ? 0.34 : 0.18 });
    }
    sheaf.add(phase, ends, actor !== null && tie.a !== actor && tie.b !== actor);
  }
  return [...beneath, ...sheaf.shapes()];
}

function markShapes(mark: Mark, scene: Scene): Shape[] {
  const ends = endsOf(scene, mark);
  const shapes: Shape[] = [];
  if (mark.gone) {
    const lines: number[][] = [];
    trace(lines, "+", ends);
    shapes.push({ form: "path", lines, stroke: "ink", width: 1, dash: [1.5, 5], alpha: 0.8 });
  }
  const [x, y] = [(ends.x + ends.toX) / 2, (ends.y + ends.toY) / 2];
  shapes.push({ form: "dot", x, y, r: 7.5, fill: "sheet", stroke: "ink", width: 1 });
  shapes.push({ form: "words", x, y: y + 3.8, text: mark.glyph, anchor: "middle", size: 11, bold: true, colour: "ink" });
  return shapes;
}

/** How large dots are, 0.5 to 1: smaller where many share little room. */
function scaleOf(scene: Scene): number {
  const all = bounds(scene.places);
  return Math.max(0.5, Math.min(1, Math.sqrt((all.width * all.height) / Math.max(1, scene.places.length)) / 62));
}

function actorShapes(scene: Scene, near: Map<number, boolean>): Shape[] {
  const scale = scaleOf(scene);
  const camps = new Map(scene.hulls.flatMap((hull) => hull.members.map((member) => [member, hull] as const)));
  return scene.network.actors.flatMap((actor, index) => {
    const place = at(scene, index);
    const shapes = dotShapes(actor.kind, place, scale, { tied: near.get(index), camp: camps.get(index), idle: scene.idle || index === scene.focus.actor });
    if (index === scene.focus.actor) shapes.push({ form: "path", lines: [ring(place, 12)], closed: true, stroke: "accent", width: 2.2 });
    return shapes;
  });
}

interface Look {
  tied: boolean | undefined; // whether near what is in focus, undefined without a tie
  camp: Hull | undefined;
  idle: boolean;
}

function dotShapes(kind: string, place: Place, scale: number, look: Look): Shape[] {
  const square = kind === "state";
  const side = (r: number): number => (square ? r * 0.9 : r) * scale;
  const { camp, tied } = look;
  const alpha = tied === false ? 0.35 : 1;
  if (camp && scale > 0.75) {
    return [
      { form: "dot", ...place, r: side(9.5), square, fill: camp.dotted ? "sheet" : "ink", stroke: camp.dotted ? "ink" : "sheet", width: 1.6, alpha },
      { form: "words", x: place.x, y: place.y + 3.8, text: camp.letter, anchor: "middle", size: camp.letter.length > 1 ? 9.5 : 11, bold: true, colour: camp.dotted ? "ink" : "sheet" },
    ];
  }
  if (tied === undefined) return look.idle ? [{ form: "dot", ...place, r: 2.6 * scale, square, fill: "soft", alpha: 0.45 }] : [];
  const hollow = camp ? camp.dotted : kind === "person";
  return [{ form: "dot", ...place, r: side(kind === "person" ? 4 : 6), square, fill: hollow ? "sheet" : "ink", stroke: hollow ? "ink" : "sheet", width: 1.6 * scale, alpha }];
}

function nameShapes(scene: Scene, near: Map<number, boolean>): Shape[] {
  const shapes: Shape[] = [];
  scene.network.actors.forEach((actor, index) => {
    const isFocus = index === scene.focus.actor;
    const label = scene.labels.get(index) ?? (isFocus ? candidates(actor.name, at(scene, index))[0] : undefined);
    const tied = near.get(index);
    if (!label || (tied === undefined && !scene.idle && !isFocus)) return;
    const alpha = isFocus || tied ? 1 : tied === undefined ? 0.55 : 0.35;
    const colour = tied === undefined ? "soft" : "ink";
    label.lines.forEach((text, line) => {
      shapes.push({ form: "words", x: label.x, y: label.y + line * LEADING, text, anchor: label.anchor, bold: isFocus, colour, halo: "sheet", alpha });
    });
  });
  return shapes;
}

function ring(place: Place, r: number): number[] {
  const points: number[] = [];
  for (let step = 0; step < 28; step += 1) {
    const angle = (step / 28) * 2 * Math.PI;
    points.push(place.x + r * Math.cos(angle), place.y + r * Math.sin(angle));
  }
  return points;
}

function hullShapes(hull: Hull, scene: Scene): Shape[] {
  const points: [number, number][] = [];
  for (const member of hull.members) {
    const circle = ring(at(scene, member), 24);
    for (let step = 0; step < circle.length; step += 2) points.push([circle[step] ?? 0, circle[step + 1] ?? 0]);
  }
  const edge = polygonHull(points);
  if (!edge) return [];
  const top = edge.reduce((best, point) => (point[1] < best[1] ? point : best));
  const name: Shape[] = scene.hulls.length > FEW_HULLS ? [] : [{ form: "words", x: top[0], y: top[1] - 5, text: hull.name, anchor: "middle", size: 12, bold: true, colour: hull.dotted ? "soft" : "accent", halo: "sheet" }];
  return [
    { form: "path", lines: [edge.flat()], closed: true, fill: hull.dotted ? "soft" : "accent", fillAlpha: 0.1, stroke: hull.dotted ? "soft" : "accent", width: 1.5, alpha: 0.75, ...(hull.dotted ? { dash: [2, 4] } : {}) },
    ...name,
  ];
}

function triadShape(triad: { ids: number[]; chosen: boolean }, scene: Scene): Shape {
  const lines = [triad.ids.flatMap((id) => [at(scene, id).x, at(scene, id).y])];
  return { form: "path", lines, closed: true, fill: "dispute", fillAlpha: triad.chosen ? 0.3 : 0.09, stroke: "dispute", width: triad.chosen ? 8 : 4, alpha: triad.chosen ? 0.45 : 0.22 };
}

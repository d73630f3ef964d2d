// The base map: countries of Natural Earth (public domain), projected once and drawn on a canvas.

import { geoArea, geoMercator, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import type { Feature, MultiPolygon, Polygon } from "geojson";
import { BY_NAME, NUMBERS } from "./countries";

export const WORLD = 1000; // width of the whole world in units of the base map
export const KM = 40_075; // around the equator
const project = geoMercator().scale(WORLD / (2 * Math.PI)).translate([0, 0]).precision(0.02);

export type Point = [number, number];
export type Bounds = [Point, Point];

export interface Country {
  id: string;
  name: string;
  path: string;
  shape: Path2D;
  bounds: Bounds;
  label: Point;
}

export interface View {
  k: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A place on the base map. */
export function onBase(longitude: number, latitude: number): Point {
  return project([longitude, Math.max(-84, Math.min(84, latitude))]) ?? [0, 0];
}

export function fromBase(point: Point): Point {
  return project.invert?.(point) ?? [0, 0];
}

export async function countries(): Promise<Country[]> {
  const answer = await fetch("/static/countries.json");
  const topology = (await answer.json()) as Parameters<typeof feature>[0];
  const land = topology.objects["countries"];
  if (!land) throw new Error("the base map holds no countries");
  const all = feature(topology, land) as unknown as { features: Feature<Polygon | MultiPolygon, { name: string }>[] };
  const draw = geoPath(project).digits(4);
  return all.features.filter((one) => one.properties.name !== "Antarctica").map((one) => {
    const path = draw(one) ?? "";
    return { id: String(one.id ?? one.properties.name), name: one.properties.name, path, shape: new Path2D(path), bounds: draw.bounds(one), label: draw.centroid(largest(one)) };
  });
}

/** Of a country of several parts the largest, for its name. */
function largest(one: Feature<Polygon | MultiPolygon>): Feature<Polygon> {
  const { geometry } = one;
  const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const polygons = parts.map((coordinates): Feature<Polygon> => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates } }));
  return polygons.reduce((best, next) => (geoArea(next) > geoArea(best) ? next : best));
}

export function countryOf(code: string | null, all: readonly Country[]): Country | undefined {
  if (!code) return undefined;
  const wanted = NUMBERS.get(code) ?? BY_NAME[code];
  return all.find((one) => one.id === wanted || one.name === wanted);
}

function seen(bounds: Bounds, view: View): boolean {
  const [[x, y], [x2, y2]] = bounds;
  return x2 * view.k + view.x > 0 && x * view.k + view.x < view.width && y2 * view.k + view.y > 0 && y * view.k + view.y < view.height;
}

/** Draws the countries in sight; `named` are those whose name is written elsewhere. */
export function drawBase(canvas: HTMLCanvasElement, all: readonly Country[], view: View, named: ReadonlySet<string>): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(view.width * ratio) || canvas.height !== Math.round(view.height * ratio)) {
    canvas.width = Math.round(view.width * ratio);
    canvas.height = Math.round(view.height * ratio);
  }
  const style = getComputedStyle(canvas);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio * view.k, 0, 0, ratio * view.k, ratio * view.x, ratio * view.y);
  context.fillStyle = style.getPropertyValue("fill");
  context.strokeStyle = style.getPropertyValue("stroke");
  context.lineWidth = 0.8 / view.k;
  const shown = all.filter((one) => seen(one.bounds, view));
  for (const one of shown) {
    context.fill(one.shape);
    context.stroke(one.shape);
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = style.color;
  context.textAlign = "center";
  context.font = `11px ${style.fontFamily}`;
  for (const one of shown) {
    const wide = (one.bounds[1][0] - one.bounds[0][0]) * view.k;
    if (!named.has(one.id) && wide > context.measureText(one.name).width * 1.4) {
      context.fillText(one.name, one.label[0] * view.k + view.x, one.label[1] * view.k + view.y);
    }
  }
}

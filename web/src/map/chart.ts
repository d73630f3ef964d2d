// The map: base, shaded countries, places, names; zoom and pan by mouse, touch and keys.

import { select } from "d3-selection";
import { type D3ZoomEvent, zoom, type ZoomBehavior, zoomIdentity, zoomTransform } from "d3-zoom";
import { find } from "../lib/dom";
import { type Bounds, type Country, countryOf, drawBase, fromBase, onBase, type Point, type View, WORLD } from "./base";
import { counts, isCountry, type Spot } from "./data";
import { heaps } from "./heaps";
import { type Choosing, drawCountries, drawHeap, drawNames } from "./spots";

export interface Place {
  longitude: number;
  latitude: number;
  zoom: number;
}

export class MapChart {
  private spots: readonly Spot[] = [];
  private chosen: string | null = null;
  private due = 0;
  private readonly zooming: ZoomBehavior<SVGSVGElement, unknown>;
  private readonly surface = find<SVGSVGElement>("#surface");
  private readonly canvas = find<HTMLCanvasElement>("#base");

  constructor(
    private readonly all: readonly Country[],
    private readonly choose: (spot: Spot) => void,
    moved: (place: Place) => void,
  ) {
    this.zooming = zoom<SVGSVGElement, unknown>()
      .scaleExtent([0.6, 900])
      .filter((event: MouseEvent | WheelEvent) => (event.type === "wheel" ? event.ctrlKey || event.metaKey || event.shiftKey : !event.button))
      .on("zoom", () => this.later())
      .on("end", (event: D3ZoomEvent<SVGSVGElement, unknown>) => event.sourceEvent !== undefined && moved(this.place()));
    select(this.surface).call(this.zooming);
    new ResizeObserver(() => this.later()).observe(this.surface);
    for (const what of ["foedus:theme"]) document.addEventListener(what, () => this.later());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.later());
  }

  show(spots: readonly Spot[]): void {
    this.spots = spots;
    this.later();
  }

  mark(id: string | null): void {
    this.chosen = id;
    this.later();
  }

  by(factor: number): void {
    this.zooming.scaleBy(select(this.surface), factor);
  }

  move(x: number, y: number): void {
    const { width, height, k } = this.view();
    this.zooming.translateBy(select(this.surface), (-x * width) / k, (-y * height) / k);
  }

  place(): Place {
    const { x, y, k, width, height } = this.view();
    const [longitude, latitude] = fromBase([(width / 2 - x) / k, (height / 2 - y) / k]);
    return { longitude, latitude, zoom: k };
  }

  go(place: Place): void {
    const { width, height } = this.view();
    const [x, y] = onBase(place.longitude, place.latitude);
    select(this.surface).call(this.zooming.transform, zoomIdentity.translate(width / 2, height / 2).scale(place.zoom).translate(-x, -y));
  }

  /** Shows all places; the countries alone only where nothing better is known. */
  fit(): void {
    const points = this.spots.filter((one) => !isCountry(one)).map((one) => onBase(one.longitude ?? 0, one.latitude ?? 0));
    const outlines = this.spots.flatMap((one) => countryOf(one.country, this.all)?.bounds ?? []);
    const [[x, y], [x2, y2]] = around(points.length ? points : outlines);
    const { width, height } = this.view();
    const k = Math.min((0.7 * width) / Math.max(8, x2 - x), (0.7 * height) / Math.max(5, y2 - y), 200);
    select(this.surface).call(this.zooming.transform, zoomIdentity.translate(width / 2, height / 2).scale(k).translate(-(x + x2) / 2, -(y + y2) / 2));
  }

  private view(): View {
    const { k, x, y } = zoomTransform(this.surface);
    return { k, x, y, width: this.surface.clientWidth, height: this.surface.clientHeight };
  }

  private later(): void {
    cancelAnimationFrame(this.due);
    this.due = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const view = this.view();
    const shaded = this.spots.filter(isCountry);
    const labels = this.labels(shaded, view);
    drawBase(this.canvas, this.all, view, new Set(labels.map((one) => one.id)));
    const choosing: Choosing = {
      chosen: this.chosen,
      choose: this.choose,
      closer: (heap) => this.zooming.scaleBy(select(this.surface), 2.5, [heap.x, heap.y]),
    };
    const outlines = find<SVGGElement>(".countries", this.surface);
    outlines.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.k})`);
    find("#part", this.surface).setAttribute("patternTransform", `scale(${1 / view.k}) rotate(45)`);
    outlines.replaceChildren(...drawCountries(shaded, this.all, choosing));
    const found = heaps(this.spots, view).filter((heap) => inSight(heap, view));
    find(".places", this.surface).replaceChildren(...found.map((heap) => drawHeap(heap, choosing)));
    find(".names", this.surface).replaceChildren(...drawNames(found, labels, view));
  }

  /** The names of shaded countries with what is told of them alone. */
  private labels(shaded: readonly Spot[], view: View): { id: string; x: number; y: number; text: string }[] {
    const by = new Map<Country, Spot[]>();
    for (const spot of shaded) {
      const country = countryOf(spot.country, this.all);
      if (country) by.set(country, [...(by.get(country) ?? []), spot]);
    }
    return [...by].map(([country, spots]) => {
      const sum = { ...(spots[0] as Spot), events: total(spots, "events"), presence: total(spots, "presence") };
      const [x, y] = country.label;
      return { id: country.id, x: x * view.k + view.x, y: y * view.k + view.y, text: `${country.name}: ${counts(sum)}` };
    });
  }
}

function total(spots: readonly Spot[], what: "events" | "presence"): number {
  return spots.reduce((sum, one) => sum + one[what], 0);
}

function inSight(one: { x: number; y: number; radius: number }, view: View): boolean {
  return one.x + one.radius > 0 && one.x - one.radius < view.width && one.y + one.radius > 0 && one.y - one.radius < view.height;
}

function around(points: readonly Point[]): Bounds {
  if (!points.length) return [[-WORLD / 2, -WORLD / 3], [WORLD / 2, WORLD / 4]];
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [[Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]];
}

// A canvas with a drawing on it: sized to its place, zoomed and moved, asked what lies under the pointer.

import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomBehavior, type ZoomTransform } from "d3-zoom";
import { bounds, type Place } from "./layout";
import { endsOf, type Scene } from "./scene";
import { paint, type Palette, type Shape } from "./shapes";

export interface Hit {
  actor?: number;
  tie?: number; // position among all ties
}

const NEAR_ACTOR = 13;
const NEAR_TIE = 8;
const MARGIN = { x: 90, y: 52 };

export class Stage {
  private readonly pen: CanvasRenderingContext2D;
  width = 0;
  height = 0;

  constructor(readonly canvas: HTMLCanvasElement) {
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("this browser draws on no canvas");
    this.pen = pen;
  }

  /** Takes the size of its place; whether that has changed. */
  fit(): boolean {
    const { clientWidth, clientHeight } = this.canvas;
    const scale = window.devicePixelRatio || 1;
    if (this.canvas.width === Math.round(clientWidth * scale) && this.canvas.height === Math.round(clientHeight * scale)) return false;
    this.canvas.width = Math.round(clientWidth * scale);
    this.canvas.height = Math.round(clientHeight * scale);
    this.width = clientWidth;
    this.height = clientHeight;
    return true;
  }

  draw(shapes: readonly Shape[], colours: Palette): void {
    const scale = this.canvas.width / Math.max(1, this.width);
    this.pen.setTransform(scale, 0, 0, scale, 0, 0);
    this.pen.clearRect(0, 0, this.width, this.height);
    paint(this.pen, shapes, colours);
  }
}

/** How the layout lies on a screen: fitted to it, then zoomed and moved by hand. All stages share one. */
export class Camera {
  private hand: ZoomTransform = zoomIdentity;
  private readonly behaviour: ZoomBehavior<HTMLCanvasElement, unknown>;

  constructor(private readonly canvases: HTMLCanvasElement[], private readonly moved: () => void) {
    this.behaviour = zoom<HTMLCanvasElement, unknown>().scaleExtent([0.5, 12]).on("zoom", (event: { transform: ZoomTransform }) => {
      this.hand = event.transform;
      for (const canvas of this.canvases) select(canvas).property("__zoom", event.transform);
      this.moved();
    });
    for (const canvas of canvases) select(canvas).call(this.behaviour).on("dblclick.zoom", null);
  }

  /** Where the places of the layout are on a stage of this size. */
  places(layout: readonly Place[], size: { width: number; height: number }): Place[] {
    const all = bounds(layout);
    const fitting = (room: number, wanted: number): number => Math.max(0.05, Math.min(room / wanted, 2.2));
    const across = fitting(size.width - 2 * Math.min(MARGIN.x, size.width / 8), all.width);
    const down = fitting(size.height - 2 * MARGIN.y, all.height);
    const [wide, high] = [Math.min(across, down * 1.5), Math.min(down, across * 2)];
    const left = size.width / 2 - (all.left + all.width / 2) * wide;
    const top = size.height / 2 - (all.top + all.height / 2) * high;
    return layout.map((place) => ({ x: this.hand.applyX(left + place.x * wide), y: this.hand.applyY(top + place.y * high) }));
  }

  by(factor: number): void {
    const [first] = this.canvases;
    if (first) this.behaviour.scaleBy(select(first), factor);
  }

  reset(): void {
    const [first] = this.canvases;
    if (first) this.behaviour.transform(select(first), zoomIdentity);
  }
}

/** What lies under a point of a scene: an actor before a tie. */
export function hitOf(scene: Scene, x: number, y: number): Hit {
  let best: Hit = {};
  let near = NEAR_ACTOR;
  scene.places.forEach((place, actor) => {
    const away = Math.hypot(place.x - x, place.y - y);
    if (away < near) [best, near] = [{ actor }, away];
  });
  if (best.actor !== undefined) return best;
  near = NEAR_TIE;
  for (const { index, tie } of scene.standings) {
    const away = distance(endsOf(scene, tie), x, y);
    if (away < near) [best, near] = [{ tie: index }, away];
  }
  return best;
}

function distance(ends: { x: number; y: number; toX: number; toY: number }, x: number, y: number): number {
  const [wide, high] = [ends.toX - ends.x, ends.toY - ends.y];
  const square = wide * wide + high * high || 1;
  const along = Math.max(0, Math.min(1, ((x - ends.x) * wide + (y - ends.y) * high) / square));
  return Math.hypot(ends.x + along * wide - x, ends.y + along * high - y);
}

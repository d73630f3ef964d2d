// The drawing on the page: one stage, or two beside each other for two days, redrawn once a frame at most.

import { find } from "../lib/dom";
import { filter, type Network, type Standing, standingsAt, type Wanted } from "./data";
import { layout, type Place } from "./layout";
import { type Label, labels } from "./names";
import { type Scene, shapesOf } from "./scene";
import { type Palette, palette, type Shape } from "./shapes";
import { Camera, hitOf, Stage } from "./stage";
import { type Found, NOTHING } from "./findings";

export interface Looked {
  day: number;
  otherDay: number | null; // of the stage beside, null for none
  wanted: Wanted;
  found: Found;
  actor: number | null;
  tie: number | null;
  idle: boolean;
  moving: boolean;
}

export interface Chooses {
  looked: () => Looked;
  actor: (actor: number | null) => void;
  tie: (tie: number) => void;
}

export class View {
  standings: Standing[] = [];
  private readonly main = new Stage(find<HTMLCanvasElement>("#drawing"));
  private readonly other = new Stage(find<HTMLCanvasElement>("#drawing-other"));
  private readonly camera: Camera;
  private network: Network | null = null;
  private layout: Place[] = [];
  private seen: Place[] = [];
  private named = new Map<number, Label>();
  private colours: Palette = palette();
  private hover: number | null = null;
  private frame = 0;
  private test: { wanted: Wanted; wants: ReturnType<typeof filter> } | null = null;

  constructor(private readonly chooses: Chooses) {
    this.camera = new Camera([this.main.canvas, this.other.canvas], () => this.moved());
    new ResizeObserver(() => this.moved()).observe(this.main.canvas);
    const repaint = (): void => {
      this.colours = palette();
      this.draw();
    };
    document.addEventListener("foedus:theme", repaint);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
    this.main.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.main.canvas.addEventListener("click", (event) => this.click(event));
  }

  take(network: Network): void {
    this.network = network;
    this.test = null;
    this.layout = layout(network);
    this.moved();
  }

  zoom(factor: number): void {
    this.camera.by(factor);
  }

  whole(): void {
    this.camera.reset();
  }

  /** Draws with the next frame. */
  draw(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.now();
    });
  }

  /** Draws now; returns the shapes of the main stage. */
  now(): Shape[] {
    if (!this.network) return [];
    const looked = this.chooses.looked();
    const wants = this.stand();
    const shapes = shapesOf(this.scene(this.network, looked, this.standings, looked.found));
    this.main.draw(shapes, this.colours);
    if (looked.otherDay !== null) {
      const then = standingsAt(this.network, looked.otherDay, wants);
      this.other.draw(shapesOf(this.scene(this.network, looked, then, NOTHING)), this.colours);
    }
    return shapes;
  }

  /** Works out what stands at the day; returns the test by which. */
  stand(): ReturnType<typeof filter> {
    if (!this.network) return () => false;
    const { wanted, day } = this.chooses.looked();
    if (this.test?.wanted !== wanted) this.test = { wanted, wants: filter(this.network, wanted) };
    this.standings = standingsAt(this.network, day, this.test.wants);
    return this.test.wants;
  }

  sheet(caption: string): { shapes: Shape[]; width: number; height: number; caption: string; colours: Palette } {
    return { shapes: this.now(), width: this.main.width, height: this.main.height, caption, colours: this.colours };
  }


  private scene(network: Network, looked: Looked, standings: Standing[], found: Found): Scene {
    const focus = { actor: looked.actor, tie: looked.tie, hover: this.hover };
    return { network, places: this.seen, labels: this.named, standings, ...found, focus, idle: looked.idle, moving: looked.moving };
  }

  /** Places and names follow the size and the zoom, never the date. */
  private moved(): void {
    if (!this.network) return;
    this.main.fit();
    this.other.fit();
    this.seen = this.camera.places(this.layout, this.main);
    this.named = labels(this.network.actors, this.seen, this.main);
    this.draw();
  }

  private hit(event: MouseEvent): ReturnType<typeof hitOf> {
    if (!this.network) return {};
    const looked = this.chooses.looked();
    return hitOf(this.scene(this.network, looked, this.standings, looked.found), event.offsetX, event.offsetY);
  }

  private point(event: PointerEvent): void {
    const hit = this.hit(event);
    const next = hit.tie ?? null;
    const who = hit.actor === undefined ? undefined : this.network?.actors[hit.actor];
    this.main.canvas.style.cursor = hit.actor !== undefined || hit.tie !== undefined ? "pointer" : "grab";
    this.main.canvas.title = who ? `${who.name} (${who.kind})` : "";
    if (next !== this.hover) {
      this.hover = next;
      this.draw();
    }
  }

  private click(event: MouseEvent): void {
    const hit = this.hit(event);
    if (hit.tie !== undefined) this.chooses.tie(hit.tie);
    else this.chooses.actor(hit.actor ?? null);
  }
}

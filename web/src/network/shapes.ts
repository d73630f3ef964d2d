// What a drawing is made of, and painting it: on a canvas while it moves, as SVG to keep.

export type Colour = "with" | "against" | "truce" | "dispute" | "ink" | "soft" | "paper" | "sheet" | "accent" | "line";
export type Palette = Record<Colour, string>;

export interface Path {
  form: "path";
  lines: number[][]; // each x, y, x, y, …
  stroke?: Colour;
  fill?: Colour;
  width?: number;
  dash?: number[];
  alpha?: number;
  fillAlpha?: number;
  closed?: boolean;
}

export interface Dot {
  form: "dot";
  x: number;
  y: number;
  r: number;
  square?: boolean;
  fill: Colour;
  stroke?: Colour;
  width?: number;
  alpha?: number;
}

export interface Words {
  form: "words";
  x: number;
  y: number;
  text: string;
  anchor?: "start" | "middle" | "end";
  size?: number;
  bold?: boolean;
  colour?: Colour;
  halo?: Colour;
  alpha?: number;
}

export type Shape = Path | Dot | Words;

export const FONT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", sans-serif';
const COLOURS: Colour[] = ["with", "against", "truce", "dispute", "ink", "soft", "paper", "sheet", "accent", "line"];

/** The tokens of the theme as they are now. */
export function palette(): Palette {
  const probe = document.createElement("span");
  document.body.append(probe);
  const found = {} as Palette;
  for (const name of COLOURS) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

export function paint(pen: CanvasRenderingContext2D, shapes: readonly Shape[], colours: Palette): void {
  for (const shape of shapes) {
    if (shape.form === "path") paintPath(pen, shape, colours);
    else if (shape.form === "dot") paintDot(pen, shape, colours);
    else paintWords(pen, shape, colours);
  }
  pen.globalAlpha = 1;
}

function paintPath(pen: CanvasRenderingContext2D, shape: Path, colours: Palette): void {
  pen.beginPath();
  for (const line of shape.lines) {
    pen.moveTo(line[0] ?? 0, line[1] ?? 0);
    for (let at = 2; at < line.length; at += 2) pen.lineTo(line[at] ?? 0, line[at + 1] ?? 0);
    if (shape.closed) pen.closePath();
  }
  if (shape.fill) {
    pen.globalAlpha = shape.fillAlpha ?? 1;
    pen.fillStyle = colours[shape.fill];
    pen.fill();
  }
  if (!shape.stroke) return;
  pen.globalAlpha = shape.alpha ?? 1;
  pen.strokeStyle = colours[shape.stroke];
  pen.lineWidth = shape.width ?? 1;
  pen.lineJoin = "round";
  pen.setLineDash(shape.dash ?? []);
  pen.stroke();
  pen.setLineDash([]);
}

function paintDot(pen: CanvasRenderingContext2D, dot: Dot, colours: Palette): void {
  pen.globalAlpha = dot.alpha ?? 1;
  pen.beginPath();
  if (dot.square) pen.rect(dot.x - dot.r, dot.y - dot.r, 2 * dot.r, 2 * dot.r);
  else pen.arc(dot.x, dot.y, dot.r, 0, 2 * Math.PI);
  pen.fillStyle = colours[dot.fill];
  pen.fill();
  if (!dot.stroke) return;
  pen.strokeStyle = colours[dot.stroke];
  pen.lineWidth = dot.width ?? 1;
  pen.stroke();
}

function paintWords(pen: CanvasRenderingContext2D, words: Words, colours: Palette): void {
  pen.globalAlpha = words.alpha ?? 1;
  pen.font = fontOf(words);
  pen.textAlign = ({ start: "left", middle: "center", end: "right" } as const)[words.anchor ?? "start"];
  pen.textBaseline = "alphabetic";
  if (words.halo) {
    pen.strokeStyle = colours[words.halo];
    pen.lineWidth = 3.5;
    pen.lineJoin = "round";
    pen.strokeText(words.text, words.x, words.y);
  }
  pen.fillStyle = colours[words.colour ?? "ink"];
  pen.fillText(words.text, words.x, words.y);
}

export function fontOf(words: Pick<Words, "size" | "bold">): string {
  return `${words.bold ? "600 " : ""}${words.size ?? 12.5}px ${FONT}`;
}

const round = (value: number): string => value.toFixed(1).replace(/\.0$/, "");
const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[one] ?? "");

/** The drawing as an SVG file. */
export function svgOf(shapes: readonly Shape[], size: { width: number; height: number }, colours: Palette, title: string): string {
  const { width, height } = size;
  const parts = shapes.map((shape) => {
    if (shape.form === "path") return svgPath(shape, colours);
    if (shape.form === "dot") return svgDot(shape, colours);
    return svgWords(shape, colours);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${colours.sheet}"/>`,
    ...parts,
    "</svg>",
  ].join("\n");
}

function svgPath(shape: Path, colours: Palette): string {
  const d = shape.lines
    .map((line) => {
      const points: string[] = [];
      for (let at = 0; at < line.length; at += 2) points.push(`${round(line[at] ?? 0)} ${round(line[at + 1] ?? 0)}`);
      return `M${points.join("L")}${shape.closed ? "Z" : ""}`;
    })
    .join("");
  const fill = shape.fill ? `fill="${colours[shape.fill]}" fill-opacity="${shape.fillAlpha ?? 1}"` : 'fill="none"';
  const dash = shape.dash?.length ? ` stroke-dasharray="${shape.dash.join(" ")}"` : "";
  const stroke = shape.stroke
    ? ` stroke="${colours[shape.stroke]}" stroke-width="${shape.width ?? 1}" stroke-opacity="${shape.alpha ?? 1}" stroke-linejoin="round"${dash}`
    : "";
  return `<path d="${d}" ${fill}${stroke}/>`;
}

function svgDot(dot: Dot, colours: Palette): string {
  const paintIt = `fill="${colours[dot.fill]}" opacity="${dot.alpha ?? 1}"${dot.stroke ? ` stroke="${colours[dot.stroke]}" stroke-width="${dot.width ?? 1}"` : ""}`;
  const side = round(2 * dot.r);
  return dot.square
    ? `<rect x="${round(dot.x - dot.r)}" y="${round(dot.y - dot.r)}" width="${side}" height="${side}" ${paintIt}/>`
    : `<circle cx="${round(dot.x)}" cy="${round(dot.y)}" r="${round(dot.r)}" ${paintIt}/>`;
}

function svgWords(words: Words, colours: Palette): string {
  const halo = words.halo ? ` stroke="${colours[words.halo]}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"` : "";
  const weight = words.bold ? ' font-weight="600"' : "";
  const set = `x="${round(words.x)}" y="${round(words.y)}" text-anchor="${words.anchor ?? "start"}" opacity="${words.alpha ?? 1}"`;
  const font = `font-family="${escaped(FONT)}" font-size="${words.size ?? 12.5}"${weight}`;
  return `<text ${set} ${font} fill="${colours[words.colour ?? "ink"]}"${halo}>${escaped(words.text)}</text>`;
}

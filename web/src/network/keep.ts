// Keeping a drawing: as SVG or PNG, with the date, what the lines mean, and where it comes from.

import { trace } from "./lines";
import { paint, svgOf, type Palette, type Shape } from "./shapes";

const FOOT = 58;
const LEGEND: [string, string][] = [["+", "with"], ["-", "against"], ["0", "truce or talks"], ["?", "in dispute"]];
const COLOURS = { "+": "with", "-": "against", "0": "truce", "?": "dispute" } as const;

export interface Sheet {
  shapes: readonly Shape[];
  width: number;
  height: number;
  caption: string;
}

function whole(sheet: Sheet): Shape[] {
  const base = sheet.height + 18;
  const shapes: Shape[] = [...sheet.shapes];
  let x = 16;
  for (const [sign, words] of LEGEND) {
    const lines: number[][] = [];
    trace(lines, sign, { x, y: base, toX: x + 40, toY: base });
    shapes.push({ form: "path", lines, stroke: COLOURS[sign as keyof typeof COLOURS], width: sign === "+" ? 3 : 1.5 });
    shapes.push({ form: "words", x: x + 47, y: base + 4, text: words, size: 12 });
    x += 70 + words.length * 6.6;
  }
  shapes.push({ form: "words", x, y: base + 4, text: "dashed: with reserve · faded: last seen before", size: 12, colour: "soft" });
  shapes.push({ form: "words", x: 16, y: base + 27, text: sheet.caption, size: 12, colour: "soft" });
  return shapes;
}

export function saveSvg(sheet: Sheet, colours: Palette, name: string): void {
  const text = svgOf(whole(sheet), { width: sheet.width, height: sheet.height + FOOT }, colours, sheet.caption);
  save(new Blob([text], { type: "image/svg+xml" }), `${name}.svg`);
}

export function savePng(sheet: Sheet, colours: Palette, name: string): void {
  const canvas = document.createElement("canvas");
  const scale = 2;
  canvas.width = sheet.width * scale;
  canvas.height = (sheet.height + FOOT) * scale;
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.scale(scale, scale);
  pen.fillStyle = colours.sheet;
  pen.fillRect(0, 0, sheet.width, sheet.height + FOOT);
  paint(pen, whole(sheet), colours);
  canvas.toBlob((blob) => {
    if (blob) save(blob, `${name}.png`);
  });
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// One glyph for each kind of event, in a box from -6 to 6. The form tells the kind, the colour only the sides.

import { svg } from "../lib/dom";

interface Glyph {
  path: string;
  line?: boolean; // drawn as a line, not filled
}

const GLYPHS: Record<string, Glyph> = {
  attack: { path: "M0-5.5 5.5 4.5H-5.5Z" },
  bombing: { path: "M0-6 1.4-2 5.2-3 2.6 0 5.2 3 1.4 2 0 6-1.4 2-5.2 3-2.6 0-5.2-3-1.4-2Z" },
  assassination: { path: "M-5-5 5 5M5-5-5 5M0-6V6", line: true },
  air_strike: { path: "M0 5.5-5.5-4.5H5.5Z" },
  clash: { path: "M-4.5-4.5 4.5 4.5M4.5-4.5-4.5 4.5", line: true },
  operation: { path: "M-5-4.5H1.5L6 0 1.5 4.5H-5Z" },
  abduction: { path: "M-5-5H5V5H-5ZM-1.7-5V5M1.7-5V5", line: true },
  arrest: { path: "M-5-5H5V5H-5ZM-5 0H5", line: true },
  prison_break: { path: "M5-5H-5V5H5M-1 0H6M3.5-2.5 6 0 3.5 2.5", line: true },
  release: { path: "M0-5A5 5 0 1 0 5 0M1-1 5.5-5.5M2-5.5H5.5V-2", line: true },
  execution: { path: "M-5-5.5H5V-2.8H1.4V5.5H-1.4V-2.8H-5Z" },
  expulsion: { path: "M5 0H-5M-1.5-4-5.5 0-1.5 4M5-5V5", line: true },
  agreement: { path: "M-5-2.2H5M-5 2.2H5", line: true },
  meeting: { path: "M-5 3.5A5 5 0 0 1 5 3.5ZM-2-4A2 2 0 1 0 2-4 2 2 0 1 0-2-4Z" },
  statement: { path: "M-5.5-4.5H5.5V2.5H0L-3 5.5V2.5H-5.5Z" },
  designation: { path: "M-4-5.5V6M-4-5H5L3-2 5 1H-4", line: true },
  leadership: { path: "M-5.5-4-2.7-1 0-5.5 2.7-1 5.5-4V4.5H-5.5Z" },
  organisation: { path: "M0 6V1L-4.5-5M0 1 4.5-5", line: true },
};

const OTHER: Glyph = { path: "M0-5 5 0 0 5-5 0Z" };

/** The glyph of a type of event; hollow where it only may have happened. */
export function glyph(type: string, hollow = false): SVGPathElement {
  const { path, line } = GLYPHS[type] ?? OTHER;
  return svg("path", { d: path, class: `glyph ${line || hollow ? "lines" : "solid"}${hollow ? " hollow" : ""}` });
}

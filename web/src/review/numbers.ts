// Numbers of people as the corpus writes them: 5, 50-200, 10+, -50, ~400, 24+~.

import type { People } from "./types";

const FORM = /^(?:~(\d+)|(\d+)\+(~?)|-(\d+)(~?)|(\d+)\s*[-–]\s*(\d+)(~?)|(\d+))$/;

export function writePeople(count: People | null | undefined): string {
  if (!count) return "";
  const about = count.approx ? "~" : "";
  if (count.min === count.max) return `${about}${count.min}`;
  if (count.max === null) return `${count.min}+${about}`;
  return count.min === null ? `-${count.max}${about}` : `${count.min}-${count.max}${about}`;
}

/** The number, null for an empty text; throws with what may be written. */
export function readPeople(text: string): People | null {
  const words = text.trim();
  if (!words) return null;
  const found = FORM.exec(words);
  if (!found) throw new Error(`“${words}” is no number of people: write 5, 50-200, 10+, -50 (up to), ~400 (about) or 24+~ (dozens)`);
  const [, about, least, leastAbout, most, mostAbout, low, high, rangeAbout, exact] = found;
  if (about) return { min: Number(about), max: Number(about), approx: true };
  if (least) return { min: Number(least), max: null, approx: Boolean(leastAbout) };
  if (most) return { min: null, max: Number(most), approx: Boolean(mostAbout) };
  if (low) return { min: Number(low), max: Number(high), approx: Boolean(rangeAbout) };
  return { min: Number(exact), max: Number(exact), approx: false };
}

/** People in words: "50 to 200", "about 400". */
export function tellPeople(count: People): string {
  const about = count.approx ? "about " : "";
  if (count.min === count.max) return `${about}${count.min}`;
  if (count.max === null) return `${about}at least ${count.min}`;
  return count.min === null ? `${about}up to ${count.max}` : `${about}${count.min} to ${count.max}`;
}

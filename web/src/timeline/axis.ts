// The time axis: decades when far out, days when close.

import { axisTop } from "d3-axis";
import type { ScaleTime } from "d3-scale";
import { select } from "d3-selection";
import { utcMonth, utcYear } from "d3-time";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A year at its first day, a month at its first, else the day of the month. */
export function tick(moment: Date): string {
  const month = MONTHS[moment.getUTCMonth()] ?? "";
  if (utcYear(moment) >= moment) return String(moment.getUTCFullYear());
  if (utcMonth(moment) >= moment) return month;
  return moment.getUTCHours() ? "" : `${moment.getUTCDate()} ${month}`;
}

export function drawAxis(place: SVGSVGElement, scale: ScaleTime<number, number>, width: number): void {
  const axis = axisTop<Date>(scale).ticks(Math.max(3, Math.round(width / 95))).tickFormat(tick).tickSizeOuter(0);
  const group = select(place).selectAll<SVGGElement, null>("g.axis").data([null]).join("g").attr("class", "axis");
  group.attr("transform", "translate(0 30)").call(axis);
  group.selectAll<SVGGElement, Date>(".tick").classed("year", (moment) => utcYear(moment) >= moment);
}

/** The lines that carry the ticks down through the lanes. */
export function drawRules(place: SVGGElement, scale: ScaleTime<number, number>, width: number, height: number): void {
  const ticks = scale.ticks(Math.max(3, Math.round(width / 95)));
  select(place).selectAll("line").data(ticks).join("line")
    .attr("x1", (moment) => scale(moment)).attr("x2", (moment) => scale(moment)).attr("y1", 0).attr("y2", height);
}

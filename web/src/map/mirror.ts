// What is on the map, as a table; and the shelf of what is not.

import { el } from "../lib/dom";
import { known, many, type Places, type Spot } from "./data";

export function mirror(spots: readonly Spot[], choose: (spot: Spot) => void): HTMLTableElement {
  const head = ["Place", "How exactly it is known", "Events", "Presence", "What", "Quotes"].map((name) => el("th", { scope: "col" }, name));
  const rows = spots.map((spot) =>
    el(
      "tr", {},
      el("th", { scope: "row" }, spot.name, spot.told.length ? el("span", { class: "soft" }, `, told of as ${spot.told.join(", ")}`) : null),
      el("td", {}, known(spot)),
      el("td", { class: "number" }, String(spot.events)),
      el("td", { class: "number" }, String(spot.presence)),
      el("td", {}, spot.kinds.map((one) => `${one.label} ${one.claims}`).join(", "), spot.unsure ? `; ${spot.unsure} not plainly stated` : ""),
      el("td", {}, el("button", { class: "plain", type: "button", onclick: () => choose(spot) }, "quotes", el("span", { class: "visually-hidden" }, ` of ${spot.name}`))),
    ),
  );
  return el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows));
}

export interface Shelving {
  unstated: () => void;
  name: (name: string) => void;
}

export function shelf(found: Places, shelving: Shelving): HTMLElement[] {
  const { unstated, unresolved, more_unresolved, undated, persons } = found.shelf;
  const chip = (text: string, run: () => void): HTMLElement => el("button", { class: "pick", type: "button", onclick: run }, text);
  const lines = [
    unstated && el("p", {}, "Place not stated: ", chip(many(unstated, "event"), shelving.unstated)),
    unresolved.length &&
      el("p", {}, "Place named, but not found: ", ...unresolved.map((one) => chip(`${one.name} ${one.claims}`, () => shelving.name(one.name))), more_unresolved ? `and ${more_unresolved} more names` : ""),
    undated && el("p", { class: "soft" }, `${many(undated, "claim")} without any date: seen only when the slider spans all time.`),
    persons && el("p", { class: "soft" }, `${many(persons, "claim")} of where a person is: not mapped.`),
  ];
  const shown = lines.filter((one): one is HTMLParagraphElement => one instanceof HTMLElement);
  return shown.length ? shown : [el("p", { class: "soft" }, "Nothing: all that is told has a place on the map.")];
}

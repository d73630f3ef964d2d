// The map page: what the address names is drawn, and what is done is written into the address.

import { get, Refusal } from "../lib/api";
import { find, say } from "../lib/dom";
import { keys } from "../lib/keys";
import { countries } from "../map/base";
import { MapChart } from "../map/chart";
import { counts, isCountry, known, many, type Places, type Spot } from "../map/data";
import { mirror, shelf } from "../map/mirror";
import { TimeSlider } from "../map/time";
import { Beside } from "../timeline/beside";
import type { Who } from "../timeline/data";
import { picker } from "../timeline/picker";

const QUOTES = "/api/map/quotes";
let address = new URLSearchParams(location.search);
let asked = 0;

const beside = new Beside(() => {
  chart.mark(null);
  put({ site: null }, true);
});
const chart = new MapChart(await countries(), (spot) => choose(spot), (at) => {
  put({ lon: at.longitude.toFixed(4), lat: at.latitude.toFixed(4), zoom: at.zoom.toFixed(2) }, true);
});
const time = new TimeSlider((from, to, silently) => {
  put({ from, to }, silently);
  void load();
});
const actor = picker(find("#actor"), (who) => go({ actor: who?.id ?? null }), (who) => who.kind !== "person");

function put(changes: Record<string, string | null>, silently = false): void {
  const next = new URLSearchParams(address);
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  address = next;
  const url = next.size ? `/map?${next}` : "/map";
  if (silently) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
}

function go(changes: Record<string, string | null>): void {
  put({ site: null, ...changes });
  beside.close();
  void load();
}

/** What is asked of the server, from the address. */
function parameters(): Record<string, unknown> {
  const what = address.get("what");
  const events = [...find<HTMLSelectElement>("#what").options].map((one) => one.value).filter((one) => one && !["events", "present_in"].includes(one));
  const kind = what === "events" ? events : what ? [what] : [];
  const passed = Object.fromEntries(["from", "to", "actor", "certainty", "known_by", "as_of"].map((name) => [name, address.get(name)]));
  return { ...passed, kind };
}

async function load(): Promise<Places | null> {
  const mine = ++asked;
  try {
    const found = await get<Places>("/api/map", parameters());
    if (mine !== asked) return null;
    show(found);
    return found;
  } catch (fault) {
    if (mine !== asked) return null;
    if (!(fault instanceof Refusal)) throw fault;
    say(fault.message, "fault");
    find("#told").textContent = fault.message;
    return null;
  }
}

function show(found: Places): void {
  find("#told").textContent = summary(found);
  chart.show(found.spots);
  time.extent(found.first, found.last, found.years);
  find("#shelf").replaceChildren(...shelf(found, { unstated: () => quotes("Place not stated", {}), name: (name) => quotes(`“${name}”, not found`, { name }) }));
  find("#mirror").replaceChildren(mirror(found.spots, choose));
  find("#mirror-count").textContent = String(found.spots.length);
}

function summary(found: Places): string {
  const events = found.spots.reduce((sum, one) => sum + one.events, 0);
  const presence = found.spots.reduce((sum, one) => sum + one.presence, 0);
  const parts = [`${many(events, "event")} and ${many(presence, "claim")} of presence at ${many(found.spots.length, "place")}.`];
  if (found.more_spots) parts.push(`${found.more_spots} places of which less is told are left out; filter to see them.`);
  if (found.rough) parts.push("The ledger is large: counts are of claims as read, before rejections.");
  return parts.join(" ");
}

function choose(spot: Spot): void {
  chart.mark(spot.id);
  put({ site: spot.id }, true);
  const facts: [string, string][] = [["known as", known(spot)], ["told", counts(spot)]];
  if (spot.told.length) facts.push(["names in texts", spot.told.join(", ")]);
  if (isCountry(spot)) facts.push(["note", "where in the country is not known"]);
  void beside.show(spot.name, facts, QUOTES, { ...parameters(), site: spot.id });
}

function quotes(title: string, more: Record<string, string>): void {
  chart.mark(null);
  put({ site: null }, true);
  void beside.show(title, [], QUOTES, { ...parameters(), ...more });
}

/** The controls as the address has them, and what it has chosen. */
async function begin(): Promise<void> {
  for (const name of ["what", "certainty", "known_by"]) find<HTMLInputElement>(`#${name}`).value = address.get(name) ?? "";
  const id = address.get("actor");
  if (!id) actor.set(null);
  const found = await load();
  time.set(address.get("from"), address.get("to"));
  const [longitude, latitude, zoom] = ["lon", "lat", "zoom"].map((name) => Number(address.get(name)));
  if (zoom && Number.isFinite(longitude) && Number.isFinite(latitude)) chart.go({ longitude: longitude ?? 0, latitude: latitude ?? 0, zoom });
  else chart.fit();
  const site = found?.spots.find((one) => one.id === address.get("site"));
  if (site) choose(site);
  if (id) await nameActor(id);
}

async function nameActor(id: string): Promise<void> {
  actor.set(await get<Who>("/api/timeline/who", { actor: id }).catch(() => null));
}

for (const name of ["what", "certainty", "known_by"]) {
  find<HTMLInputElement>(`#${name}`).addEventListener("change", (event) => go({ [name]: (event.target as HTMLInputElement).value || null }));
}
find("#asked").addEventListener("submit", (event) => event.preventDefault());
find("#in").addEventListener("click", () => chart.by(1.7));
find("#out").addEventListener("click", () => chart.by(1 / 1.7));
find("#fit").addEventListener("click", () => chart.fit());
keys(
  { key: "+", what: "zoom in", run: () => chart.by(1.7) },
  { key: "-", what: "zoom out", run: () => chart.by(1 / 1.7) },
  { key: "0", what: "all places", run: () => chart.fit() },
  { key: "ArrowLeft", what: "west", run: () => chart.move(-0.15, 0) },
  { key: "ArrowRight", what: "east", run: () => chart.move(0.15, 0) },
  { key: "ArrowUp", what: "north", run: () => chart.move(0, -0.15) },
  { key: "ArrowDown", what: "south", run: () => chart.move(0, 0.15) },
  { key: "p", what: "play or pause", run: () => time.toggle() },
  { key: "e", what: "choose an actor", run: () => find<HTMLInputElement>("#actor").select() },
  { key: "x", what: "close the quotes", run: () => beside.close() },
);
find("#beside").addEventListener("keydown", (event) => {
  if ((event as KeyboardEvent).key === "Escape") beside.close();
});
window.addEventListener("popstate", () => {
  address = new URLSearchParams(location.search);
  beside.close();
  void begin();
});
begin().catch((fault: Error) => say(fault.message, "fault"));

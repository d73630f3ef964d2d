// The network page: who stands with whom at a date.

import { get, Refusal } from "../lib/api";
import { el, find, say } from "../lib/dom";
import { keys } from "../lib/keys";
import { dayOf, type Network, prepared } from "../network/data";
import { type Asked, Findings } from "../network/findings";
import { Form } from "../network/form";
import { savePng, saveSvg } from "../network/keep";
import { counts, List } from "../network/list";
import { fromAddress, toAddress } from "../network/state";
import { Clock } from "../network/time";
import { View } from "../network/view";

let state = fromAddress(location.search);
let network: Network | null = null;
let list: List | null = null;
let findings: Findings | null = null;
let listing = 0;
let settling = 0;
let resting = 0;
let taken = ""; // which network is drawn
const where = new Map<string, number>();

const clock = new Clock(moved, settled);
const view = new View({ looked, actor: chooseActor, tie: chooseTie });
const form = new Form(() => state, changedBy);
const dossier = find<HTMLElement>("#dossier");
const ask = find<HTMLFormElement>("#ask-tie");

function scope(): Record<string, string> {
  return { roll_up: state.rollUp, known_by: state.knownBy, as_of: state.asOf };
}

function asked(): Asked {
  return { at: clock.iso, before: state.compare, camps: state.camps, strain: state.strain, scope: scope() };
}

function looked(): ReturnType<ConstructorParameters<typeof View>[0]["looked"]> {
  return {
    day: clock.day,
    otherDay: state.compare && state.beside ? dayOf(state.compare) : null,
    wanted: state.wanted,
    found: findings?.drawn(asked()) ?? { key: "", hulls: [], triads: [], marks: [] },
    actor: where.get(state.actor) ?? null,
    tie: tieOf(),
    idle: state.idle,
    moving: resting !== 0,
  };
}

function tieOf(): number | null {
  if (!network || !state.pair) return null;
  const ends = state.pair.map((id) => where.get(id) ?? -1);
  const found = network.ties.findIndex((tie) => ends.includes(tie.a) && ends.includes(tie.b));
  return found < 0 ? null : found;
}

/** The date moves: the drawing follows with the next frame, the list now and then. */
function moved(): void {
  clearTimeout(resting);
  resting = window.setTimeout(() => {
    resting = 0;
    view.draw();
  }, 200);
  view.draw();
  listing ||= window.setTimeout(() => {
    listing = 0;
    relist();
  }, clock.playing ? 400 : 60);
}

/** The date stays: the address, the dossier and what was asked for follow. */
function settled(): void {
  state.at = clock.iso;
  history.replaceState(null, "", toAddress(state));
  clearTimeout(settling);
  settling = window.setTimeout(() => {
    relist();
    askFindings();
    showDossier();
  }, 250);
}

function relist(): void {
  if (!network || !list) return;
  view.stand();
  const { actor, tie } = looked();
  list.show(view.standings, clock.iso, { actor, tie });
  find("#drawing").setAttribute("aria-label", `Network on ${clock.iso}. ${counts(view.standings)}. The list beside it tells the same.`);
  find("#caption").textContent = clock.iso;
  find("#caption-other").textContent = state.compare;
}

function askFindings(): void {
  void findings?.ask(asked());
}

function changedBy(next: Partial<typeof state>): void {
  state = { ...state, ...next };
  state.at = clock.iso;
  history.pushState(null, "", toAddress(state));
  void show();
}

function chooseActor(actor: number | null): void {
  changedBy({ actor: actor === null ? "" : (network?.actors[actor]?.id ?? ""), pair: null });
}

function chooseTie(index: number): void {
  const tie = network?.ties[index];
  if (tie) choosePair(tie.a, tie.b);
}

function choosePair(a: number, b: number): void {
  follow = true;
  const ids = [a, b].map((one) => network?.actors[one]?.id ?? "");
  changedBy({ pair: [ids[0] ?? "", ids[1] ?? ""] });
}

let asking = "";
let follow = false; // whether the dossier takes the focus when it comes

document.addEventListener("htmx:afterSwap", () => {
  if (follow) document.querySelector<HTMLElement>("#dossier-title")?.focus(); // which brings it into sight, too
  follow = false;
});

function showDossier(): void {
  find("#chosen").toggleAttribute("hidden", !state.pair);
  if (!state.pair) {
    asking = "";
    dossier.replaceChildren();
    return;
  }
  const [a, b] = state.pair;
  const values: Record<string, string> = { a, b, at: clock.iso, ...scope() };
  if (JSON.stringify(values) === asking) return;
  asking = JSON.stringify(values);
  for (const [name, value] of Object.entries(values)) {
    const field = ask.elements.namedItem(name);
    if (field instanceof HTMLInputElement) {
      field.value = value;
      field.disabled = !value;
    }
  }
  ask.requestSubmit();
}

async function load(): Promise<void> {
  const key = JSON.stringify(scope());
  if (key === taken) return;
  const got = prepared(await get<Network>("/api/network", scope()));
  taken = key;
  network = got;
  where.clear();
  got.actors.forEach((actor, index) => where.set(actor.id, index));
  list = new List(got, chooseTie, () => chooseActor(null));
  findings = new Findings(got, () => view.draw(), choosePair);
  form.offer(got);
  clock.span(got);
  find("#left-out").textContent = got.left_out ? `Drawn: ${got.left_out}.` : "";
  find("#nothing").toggleAttribute("hidden", got.ties.length > 0);
  find("#network").toggleAttribute("hidden", got.ties.length === 0);
  view.take(got);
}

/** Shows the state, whatever changed in it. */
async function show(): Promise<void> {
  try {
    await load();
  } catch (fault) {
    find("#waiting").textContent = "The network could not be read.";
    say(fault instanceof Refusal ? fault.message : "the server does not answer; is foedus serve still running?", "fault");
    return;
  }
  find<HTMLElement>("#waiting").hidden = true;
  form.fill();
  find("#network").classList.toggle("two", Boolean(state.compare && state.beside));
  clock.set(state.at);
  state.at = clock.iso;
  view.draw();
  relist();
  askFindings();
  showDossier();
}

window.addEventListener("popstate", () => {
  clock.stop();
  state = fromAddress(location.search);
  void show();
});
document.addEventListener("network:list", relist);
find("#close").addEventListener("click", () => changedBy({ pair: null }));
find("#save-svg").addEventListener("click", () => keep("svg"));
find("#save-png").addEventListener("click", () => keep("png"));
find("#share").addEventListener("click", () => {
  const address = new URL(toAddress(state), location.origin).href;
  const told = (): void => find("#shared").replaceChildren(el("input", { type: "text", readonly: true, value: address, "aria-label": "Address of this view" }));
  navigator.clipboard?.writeText(address).then(() => say("the address of this view is copied"), told) ?? told();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]") && (state.pair || state.actor)) changedBy({ pair: null, actor: "" });
});

function keep(form_: "svg" | "png"): void {
  const rolled = find<HTMLSelectElement>("#roll-up").selectedOptions[0]?.textContent ?? "";
  const known = state.knownBy ? `, from what was published by ${state.knownBy}` : "";
  const { colours, ...sheet } = view.sheet(`Who stood with whom on ${clock.iso}${known}. Counted: ${rolled}. ${counts(view.standings)}. Foedus.`);
  (form_ === "svg" ? saveSvg : savePng)(sheet, colours, `network-${clock.iso}`);
}

const days = (event: KeyboardEvent): number => (event.shiftKey ? 30 : 1);
keys(
  { key: "ArrowLeft", what: "a day back; with Shift 30 days", run: (event) => clock.step(-days(event)) },
  { key: "ArrowRight", what: "a day on; with Shift 30 days", run: (event) => clock.step(days(event)) },
  { key: ",", what: "to the change before", run: () => clock.turn(-1) },
  { key: ".", what: "to the next change", run: () => clock.turn(1) },
  { key: " ", what: "play or pause", run: (event) => space(event) },
  { key: "f", what: "find an actor", run: () => find<HTMLInputElement>("#actor").focus() },
  { key: "k", what: "camps", run: () => changedBy({ camps: !state.camps }) },
  { key: "s", what: "strained triads", run: () => changedBy({ strain: !state.strain }) },
  { key: "+", what: "larger", run: () => view.zoom(1.4) },
  { key: "-", what: "smaller", run: () => view.zoom(1 / 1.4) },
  { key: "0", what: "the whole network", run: () => view.whole() },
);

/** The bar plays, unless it presses what has the focus. */
function space(event: KeyboardEvent): void {
  const pressed = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("button, summary, a") : null;
  if (pressed) pressed.click();
  else clock.toggle();
}

find("#larger").addEventListener("click", () => view.zoom(1.4));
find("#smaller").addEventListener("click", () => view.zoom(1 / 1.4));
find("#whole").addEventListener("click", () => view.whole());
void show();

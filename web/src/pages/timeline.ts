// The timeline page: what the address names is drawn, and what is done is written into the address.

import { get, Refusal } from "../lib/api";
import { el, find, given, say } from "../lib/dom";
import { keys } from "../lib/keys";
import { Beside } from "../timeline/beside";
import { Chart, type Chosen } from "../timeline/chart";
import { began, ended, type Genealogy, type Mark, type Spell, type Timeline, told, type Who } from "../timeline/data";
import { legend } from "../timeline/legend";
import { mirror } from "../timeline/mirror";
import { picker } from "../timeline/picker";
import { drawTree } from "../timeline/tree";

const QUOTES = "/api/timeline/quotes";
const PASSED_ON = ["roll_up", "known_by", "as_of"];
let address = new URLSearchParams(location.search);
let asked = 0;

const beside = new Beside(() => {
  chart.mark(null);
  put({ chosen: null }, true);
});
const chart = new Chart({
  choose: (key, what) => choose(key, what),
  moved: (from, to) => put({ from, to }, true),
  pair: (other) => link({ other }),
  undated: (marks, name) => ofMarks(marks, `Without a date: ${name}`),
});
const actorPicker = picker(find("#actor"), (who) => go({ actor: who?.id ?? null, other: null }));
const otherPicker = picker(find("#other"), (who) => go({ other: who?.id ?? null }));

function changed(changes: Record<string, string | null>): URLSearchParams {
  const next = new URLSearchParams(address);
  for (const [name, value] of Object.entries(changes)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}

/** The address of this page with something changed and the view reset. */
function link(changes: Record<string, string | null>): string {
  return `/timeline?${changed({ from: null, to: null, chosen: null, ...changes })}`;
}

function put(changes: Record<string, string | null>, silently = false): void {
  address = changed(changes);
  const url = `/timeline?${address}`;
  if (silently) history.replaceState(null, "", url);
  else history.pushState(null, "", url);
}

function go(changes: Record<string, string | null>): void {
  put({ from: null, to: null, chosen: null, ...changes });
  beside.close();
  void load();
}

function parameters(): Record<string, string | null> {
  return Object.fromEntries(["actor", "other", ...PASSED_ON].map((name) => [name, address.get(name)]));
}

async function load(): Promise<void> {
  const mine = ++asked;
  find<HTMLInputElement>("#known_by").value = address.get("known_by") ?? "";
  try {
    if (!address.get("actor")) await begin();
    if (!address.get("actor")) return;
    const found = await get<Timeline>("/api/timeline", parameters());
    if (mine !== asked) return;
    show(found);
    const kin = await get<Genealogy>("/api/timeline/genealogy", parameters());
    if (mine === asked) showKin(kin, found.actor.id);
  } catch (fault) {
    if (mine === asked) nothing(fault instanceof Refusal ? fault.message : "the server does not answer");
    if (!(fault instanceof Refusal)) throw fault;
  }
}

/** With nobody asked for, the first of those of whom much is told. */
async function begin(): Promise<void> {
  const some = await get<Who[]>("/api/timeline/suggested", parameters());
  const chips = some.slice(0, 6).map((one) => el("a", { class: "pick", href: link({ actor: one.id, other: null }) }, one.name));
  find("#suggested").replaceChildren(...(chips.length ? ["Much is told of: ", ...chips] : []));
  const first = some[0];
  if (first) put({ actor: first.id }, true);
  else nothing("The ledger tells of no ties yet. Add documents on the overview.");
}

function nothing(words: string): void {
  find<HTMLElement>("#drawn").hidden = true;
  find<HTMLElement>("#nothing").hidden = false;
  find("#nothing").textContent = words;
}

function show(found: Timeline): void {
  actorPicker.set(found.actor);
  otherPicker.set(found.other);
  find<HTMLSelectElement>("#roll_up").value = found.roll_up;
  document.title = `${title(found)} · Timeline · Foedus`;
  find("#who").textContent = title(found);
  find<HTMLAnchorElement>("#all-lanes").hidden = !found.other;
  find<HTMLAnchorElement>("#all-lanes").href = link({ other: null });
  find<HTMLAnchorElement>("#all-lanes").textContent = `All of ${found.actor.name}`;
  if (!found.lanes.length && !found.leaders.length) {
    const counted = found.roll_up === "none" ? "" : " Those who count as another actor have no lanes of their own; count nobody as another to see them.";
    return nothing(`No dated tie or event is told of ${title(found)}. That is not to say that there was none.${counted}`);
  }
  find<HTMLElement>("#nothing").hidden = true;
  find<HTMLElement>("#drawn").hidden = false;
  find("#left-out").textContent = leftOut(found);
  chart.show(found, address.get("from"), address.get("to"));
  const table = mirror(found, { spell: (key, spell) => choose(key, { spell }), mark: (_, mark) => ofMarks([mark], mark.label) });
  find("#mirror").replaceChildren(table);
  find("#mirror-count").textContent = `${table.tBodies[0]?.rows.length ?? 0} rows`;
  const chosen = address.get("chosen");
  if (chosen) requestAnimationFrame(() => again(chosen));
}

/** Opens what a shared address has chosen, once it is drawn. */
function again(key: string): void {
  const what = chart.thing(key);
  if (what) choose(key, what);
}

function title(found: Timeline): string {
  return found.other ? `${found.actor.name} and ${found.other.name}` : found.actor.name;
}

function leftOut(found: Timeline): string {
  const { lanes, marks, leaders, claims } = found.left_out;
  const parts = [
    lanes && `${lanes} lanes of which least is told`, marks && `${marks} spells and events`, leaders && `${leaders} leaders`,
    claims && "claims beyond the first 8,000",
  ].filter(Boolean);
  return parts.length ? `Left out: ${parts.join("; ")}. Choose two actors to see all of a pair.` : "";
}

function showKin(kin: Genealogy, actor: string): void {
  drawTree(kin, actor, {
    line: (line, words) => void beside.show(words, line.when ? [["since", line.when]] : [], QUOTES, { claim: line.claims, ...scope() }),
    changes: (marks, name) => ofMarks(marks, name),
    address: (id) => link({ actor: id, other: null }),
  });
}

function scope(): Record<string, string | null> {
  return { known_by: address.get("known_by"), as_of: address.get("as_of") };
}

function choose(key: string, what: Chosen): void {
  chart.mark(key);
  put({ chosen: key }, true);
  if ("spell" in what) ofSpell(what.spell);
  else ofMarks(what.marks, what.marks.length === 1 ? (what.marks[0]?.label ?? "") : `${what.marks.length} events`);
}

function ofSpell(spell: Spell): void {
  const facts: [string, string][] = [["from", began(spell.start)], ["until", ended(spell.end)]];
  if (spell.role) facts.push(["role", spell.role]);
  const sure = told(spell);
  if (sure) facts.push(["note", sure]);
  if (spell.told > 30) facts.push(["rests on", `${spell.told} quotes, of which the first are shown`]);
  const against = new Set(spell.speaking_against);
  const claims = [...spell.claims, ...spell.speaking_against].slice(0, 60);
  void beside.show(`${spell.a} ${spell.words} ${spell.b}`, facts, QUOTES, { claim: claims, ...scope() }, (one) => (against.has(one.claim) ? "speaks against it" : ""));
}

function ofMarks(marks: Mark[], name: string): void {
  void beside.show(name, [], QUOTES, { claim: marks.slice(0, 60).map((mark) => mark.claim), ...scope() });
}

for (const name of ["roll_up", "known_by"]) {
  find<HTMLInputElement>(`#${name}`).addEventListener("change", (event) => go({ [name]: (event.target as HTMLInputElement).value || null }));
}
find("#asked").addEventListener("submit", (event) => event.preventDefault());
find("#in").addEventListener("click", () => chart.by(1.6));
find("#out").addEventListener("click", () => chart.by(1 / 1.6));
find("#fit").addEventListener("click", () => chart.whole());
keys(
  { key: "+", what: "zoom in", run: () => chart.by(1.6) },
  { key: "-", what: "zoom out", run: () => chart.by(1 / 1.6) },
  { key: "ArrowLeft", what: "earlier", run: () => chart.move(-0.2) },
  { key: "ArrowRight", what: "later", run: () => chart.move(0.2) },
  { key: "0", what: "the whole time", run: () => chart.whole() },
  { key: "e", what: "choose an actor", run: () => find<HTMLInputElement>("#actor").select() },
  { key: "x", what: "close the quotes", run: () => beside.close() },
);
find("#beside").addEventListener("keydown", (event) => {
  if ((event as KeyboardEvent).key === "Escape") beside.close();
});
// Within the tree the arrows scroll the tree.
find(".tree-scroll").addEventListener("keydown", (event) => {
  if ((event as KeyboardEvent).key.startsWith("Arrow")) event.stopPropagation();
});
window.addEventListener("popstate", () => {
  address = new URLSearchParams(location.search);
  beside.close();
  void load();
});
legend(given<Record<string, string>>("event-labels"));
load().catch((fault: Error) => say(fault.message, "fault"));

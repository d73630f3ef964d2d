// The actor pages: the list, the pairs that may be the same, and one actor with merging, splitting and undo.

import { all, find, say } from "../lib/dom";
import { keys } from "../lib/keys";
import { type Reverse, failed, judge, reverse, split } from "../actors/judging";
import { merging } from "../actors/merging";
import { pairs } from "../actors/pairs";

const NOTE = "foedus:identity-note"; // what was just judged, told again on the page that follows

interface Note {
  sentence: string;
  reverse: Reverse | null;
}

const actor = document.querySelector<HTMLElement>(".actor");
const list = document.querySelector("#actors-form");

if (list) listing();
else if (actor) one(actor.dataset["actor"] ?? "", actor.dataset["name"] ?? "");
else pairs(() => false);

function listing(): void {
  const links = (): HTMLAnchorElement[] => all<HTMLAnchorElement>("table.actors tbody a");
  const step = (by: number): void => {
    const now = links().indexOf(document.activeElement as HTMLAnchorElement);
    links()[Math.max(0, now + by)]?.focus();
  };
  keys(
    { key: "j", what: "next actor", run: () => step(1) },
    { key: "k", what: "actor before", run: () => step(-1) },
    { key: "f", what: "find by name", run: () => find<HTMLElement>("#actors-q").focus() },
    { key: "]", what: "next page", run: () => document.querySelector<HTMLAnchorElement>('.pager a[rel="next"]')?.click() },
    { key: "[", what: "page before", run: () => document.querySelector<HTMLAnchorElement>('.pager a[rel="prev"]')?.click() },
  );
}

function one(id: string, name: string): void {
  told();
  pairs((verdict, a, b, made) => {
    const sentence = verdict === "same" ? "Judged the same." : "Judged not the same.";
    go(verdict === "same" ? a : id, { sentence, reverse: { undo: [made], same: [], back: id } });
    void b;
    return true;
  });
  merging(id, (other, why) => {
    judge("same", id, other.id, why).then((judged) => {
      const made = judged.made.map((each) => each.id);
      go(judged.actor, { sentence: `${name} and ${other.name} are now one actor.`, reverse: { undo: made, same: [], back: id } });
    }).catch(failed);
  });
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button[data-split], button[data-take-back]");
    if (!button) return;
    button.disabled = true;
    (button.dataset["split"] ? splitting(id, button) : takingBack(id, button)).catch((fault: unknown) => {
      button.disabled = false;
      failed(fault);
    });
  });
  keys({ key: "u", what: "undo what was just judged", run: () => find<HTMLElement>("#identity-note button").click() });
}

async function splitting(id: string, button: HTMLButtonElement): Promise<void> {
  const member = button.dataset["split"] ?? "";
  const judged = await split(member);
  const apart = judged.made.find((each) => each.verdict === "not-same");
  const same: [string, string][] = apart?.other ? [[apart.subject, apart.other]] : [];
  const what = (button.getAttribute("aria-label") ?? "").replace("Split off ", "");
  // The page of the rest: what this page showed, unless its id was that of the actor that left.
  const back = id === member ? (apart?.subject === member ? apart.other : apart?.subject) ?? id : id;
  go(back, { sentence: `${what} is now an actor of its own.`, reverse: { undo: apart ? [apart.id] : [], same, back: member } });
}

async function takingBack(id: string, button: HTMLButtonElement): Promise<void> {
  const [judgement, a, b] = [button.dataset["takeBack"] ?? "", button.dataset["a"] ?? "", button.dataset["b"] ?? ""];
  await reverse({ undo: [judgement], same: [], back: id });
  go(a, { sentence: "The judgement was taken back.", reverse: { undo: [], same: [[a, b]], back: a } });
}

/** Leaves for an actor's page, where the note is shown. */
function go(id: string, note: Note): void {
  sessionStorage.setItem(NOTE, JSON.stringify(note));
  const path = `/actors/${encodeURIComponent(id)}`;
  if (decodeURIComponent(location.pathname) === decodeURIComponent(path)) location.reload();
  else location.assign(path);
}

function told(): void {
  const kept = sessionStorage.getItem(NOTE);
  sessionStorage.removeItem(NOTE);
  if (!kept) return find<HTMLElement>("#identity-note button").addEventListener("click", () => say("there is nothing to undo here"));
  const note = JSON.parse(kept) as Note;
  const place = find<HTMLElement>("#identity-note");
  find("span", place).textContent = note.sentence;
  place.hidden = false;
  const button = find<HTMLButtonElement>("button", place);
  button.hidden = note.reverse === null;
  button.addEventListener("click", () => {
    if (!note.reverse) return;
    const back = note.reverse.back;
    button.disabled = true;
    reverse(note.reverse).then(() => go(back, { sentence: "Undone.", reverse: null })).catch(failed);
  });
}

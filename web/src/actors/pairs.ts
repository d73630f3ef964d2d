// Pairs of actors that may be the same: judged by button or key, one after the other.

import { all, find, say } from "../lib/dom";
import { keys } from "../lib/keys";
import { type Verdict, failed, judge, undo } from "./judging";

const WORDS: Record<Verdict, string> = { same: "judged the same", "not-same": "judged not the same" };

/** Makes every pair on the page judgeable; `judged` is told of each judgement, and may take over what follows. */
export function pairs(judged: (verdict: Verdict, a: string, b: string, made: string) => boolean): void {
  let last: HTMLElement | null = null;

  const decide = async (card: HTMLElement, verdict: Verdict): Promise<void> => {
    if (card.dataset["made"] || card.classList.contains("busy")) return;
    card.classList.add("busy");
    const [a, b] = [card.dataset["a"] ?? "", card.dataset["b"] ?? ""];
    try {
      const made = (await judge(verdict, a, b)).made[0]?.id ?? "";
      if (judged(verdict, a, b, made)) return;
      card.dataset["made"] = made;
      last = card;
      mark(card, WORDS[verdict]);
      (next(card, 1) ?? card).focus();
    } catch (fault) {
      failed(fault);
    } finally {
      card.classList.remove("busy");
    }
  };

  const takeBack = async (card: HTMLElement | null): Promise<void> => {
    if (!card?.dataset["made"]) return say("there is nothing to undo");
    try {
      await undo(card.dataset["made"]);
      delete card.dataset["made"];
      mark(card, "");
      card.focus();
    } catch (fault) {
      failed(fault);
    }
  };

  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>(".pair button");
    const card = button?.closest<HTMLElement>(".pair");
    if (!button || !card) return;
    if (button.dataset["judge"]) void decide(card, button.dataset["judge"] as Verdict);
    else void takeBack(card);
  });
  keys(
    { key: "j", what: "next pair", run: () => next(current(), 1)?.focus() },
    { key: "k", what: "pair before", run: () => next(current(), -1)?.focus() },
    { key: "s", what: "same", run: () => act(decide, "same") },
    { key: "d", what: "not the same", run: () => act(decide, "not-same") },
  );
  if (document.querySelector("#pairs")) {
    keys({ key: "u", what: "undo", run: () => void takeBack(current()?.dataset["made"] ? current() : last) });
  }
}

function act(decide: (card: HTMLElement, verdict: Verdict) => Promise<void>, verdict: Verdict): void {
  const card = current() ?? next(null, 1);
  if (card) void decide(card, verdict);
}

function current(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>(".pair") ?? null;
}

function next(from: HTMLElement | null, step: number): HTMLElement | null {
  const cards = all<HTMLElement>(".pair");
  if (!from) return cards.find((card) => !card.dataset["made"]) ?? cards[0] ?? null;
  return cards[cards.indexOf(from) + step] ?? null;
}

function mark(card: HTMLElement, words: string): void {
  card.classList.toggle("done", words !== "");
  find(".verdict", card).textContent = words;
  for (const button of all<HTMLButtonElement>("[data-judge]", card)) button.disabled = words !== "";
  find<HTMLElement>("[data-undo]", card).hidden = words === "";
}

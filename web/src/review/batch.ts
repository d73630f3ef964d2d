// Many claims by a pattern: look first, then decide, and take a batch back as a whole.

import { get, post } from "../lib/api";
import { all, el, find, say } from "../lib/dom";
import { addressOf, asked, completeActor, fromAddress } from "./filter";
import type { Claim } from "./types";

interface Preview {
  count: number;
  at_once: number;
  types: Record<string, number>;
  examples: (Claim & { sentence: string })[];
}

interface Done {
  by: string;
  at: string;
  judged: number;
  passed: number;
}

const form = () => find<HTMLFormElement>("#batch");

function pattern(): Record<string, unknown> {
  const { confidence_from: from, confidence_to: to, ...rest } = asked(form());
  return { ...rest, ...(from ? { confidence_from: Number(from) } : {}), ...(to ? { confidence_to: Number(to) } : {}) };
}

async function look(): Promise<void> {
  const place = find<HTMLElement>("#preview");
  if (!Object.keys(pattern()).length) {
    place.replaceChildren(el("p", { class: "empty" }, "A batch needs a pattern: choose a type, a reader, a confidence, or give words of the quote."));
    return;
  }
  try {
    place.replaceChildren(...shown(await get<Preview>("/api/review/batches/preview", pattern())));
  } catch (fault) {
    place.replaceChildren(el("p", { class: "fault" }, (fault as Error).message));
  }
}

function shown(found: Preview): HTMLElement[] {
  if (!found.count) return [el("p", { class: "empty" }, "No open claim fits the pattern.")];
  const now = Math.min(found.count, found.at_once);
  const types = Object.entries(found.types).map(([name, count]) => `${count} ${name.replaceAll("_", " ")}`);
  const part = now < found.count ? `; the first ${now.toLocaleString("en")} are judged at once` : "";
  const button = (words: string, decision: string, kind: string) =>
    el("button", { type: "button", class: kind, onclick: () => void decide(decision, found.count) }, words);
  return [
    el("h2", {}, `${found.count.toLocaleString("en")} open ${found.count === 1 ? "claim fits" : "claims fit"}${part}`),
    el("p", { class: "soft" }, types.join(", ")),
    el("p", { class: "actions" }, button(`Accept all ${now}`, "accept", "primary"), button(`Reject all ${now}`, "reject", "")),
    el("h3", {}, found.examples.length < now ? "Some of them, spread over all" : "All of them"),
    el("ul", { class: "examples" }, ...found.examples.map(example)),
  ];
}

function example(one: Claim & { sentence: string }): HTMLElement {
  const link = `/documents/${one.document}?claim=${one.claim}#claim-${one.claim}`;
  return el("li", {}, el("a", { href: link }, one.sentence), el("blockquote", {}, one.quote, el("footer", {}, `${one.document_title ?? one.document}, ${one.published ?? "undated"}`)));
}

async function decide(decision: string, count: number): Promise<void> {
  const told = Object.entries(pattern()).map(([name, value]) => `${name} ${String(value)}`);
  try {
    const done = await post<Done>("/api/review/batches", { ...pattern(), decision, count, why: `batch: ${told.join(", ")}`.slice(0, 500) });
    const passed = done.passed ? ` ${done.passed} were judged by somebody meanwhile and left as they are.` : "";
    find("#preview").replaceChildren(
      el("p", { class: "lead", role: "status" }, `${decision === "accept" ? "Accepted" : "Rejected"} ${done.judged}.${passed} `,
        el("button", { type: "button", onclick: () => void takeBack(done.by, done.at) }, "Take the batch back")),
    );
  } catch (fault) {
    say((fault as Error).message, "fault");
  }
}

async function takeBack(by: string, at: string): Promise<void> {
  try {
    const { undone } = await post<{ undone: number }>("/api/review/batches/undo", { by, at });
    sessionStorage.setItem("told", `Took ${undone} ${undone === 1 ? "judgement" : "judgements"} back.`);
    location.reload();
  } catch (fault) {
    say((fault as Error).message, "fault");
  }
}

export function startBatch(): void {
  completeActor(form());
  fromAddress(form());
  form().addEventListener("submit", (event) => {
    event.preventDefault();
    history.pushState(null, "", addressOf(form()));
    void look();
  });
  addEventListener("popstate", () => {
    fromAddress(form());
    void look();
  });
  for (const button of all<HTMLButtonElement>("#batches button")) {
    button.addEventListener("click", () => void takeBack(button.dataset["by"] ?? "", button.dataset["at"] ?? ""));
  }
  const told = sessionStorage.getItem("told");
  sessionStorage.removeItem("told");
  if (told) say(told);
  if (location.search) void look();
}

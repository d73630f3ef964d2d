// One claim as a card: what it says, on which words, what hangs on it, who agrees and who does not.

import { el } from "../lib/dom";
import { tellPeople } from "./numbers";
import { part } from "./selection";
import type { Card, Claim, Consequence, Judgement, Other, People } from "./types";

const SIGN: Record<string, [string, string]> = { "+": ["with", "+"], "-": ["against", "−"], "0": ["truce", "0"] };
const LISTS: [string, string][] = [["initiators", "By"], ["targets", "On"], ["participants", "Between"]];
const TEXTS: [string, string][] = [
  ["a", "From"], ["b", "To"], ["role", "As"], ["date", "Date"], ["start", "Start"], ["end", "End"],
  ["place", "Place"], ["country", "Country"], ["attribution", "Said by"],
];
const COUNTS = ["killed", "wounded", "captured", "freed", "displaced"];

export function signMark(sign: string | null): HTMLElement {
  const [name, mark] = SIGN[sign ?? ""] ?? ["dispute", "?"];
  return el("span", { class: `sign ${name}`, "aria-hidden": "true" }, mark);
}

function facts(claim: Claim, dates: Record<string, string>): HTMLElement {
  const rows: [string, string][] = [];
  for (const [field, label] of LISTS) {
    const names = claim[field] as string[] | undefined;
    if (names?.length) rows.push([label, names.join(", ")]);
  }
  for (const [field, label] of TEXTS) if (claim[field]) rows.push([label, dates[field] ?? String(claim[field])]);
  for (const slot of COUNTS) if (claim[slot]) rows.push([slot, tellPeople(claim[slot] as People)]);
  for (const one of claim.sources) {
    rows.push(["Source", `${one.publisher}${one.place ? ` [${one.place}]` : ""}${one.date ? `, ${one.date}` : ""}`]);
  }
  return el("dl", { class: "facts" }, ...rows.flatMap(([label, value]) => [el("dt", {}, label), el("dd", {}, value)]));
}

/** The sentence in its context, with the quote marked; its pieces bear their offsets, so that words can be selected. */
export function contextOf(card: Card, from = card.claim.start_offset, to = card.claim.end_offset): HTMLElement {
  const { start, text } = card.context;
  const end = start + [...text].length;
  const cut = [start, Math.min(Math.max(from, start), end), Math.min(Math.max(to, start), end), end];
  const pieces = [0, 1, 2].map((at) => {
    const [first = 0, last = 0] = [cut[at], cut[at + 1]];
    const words = part(text, first - start, last - start);
    return words && el(at === 1 ? "mark" : "span", { "data-start": String(first) }, words);
  });
  return el("div", { class: "context" }, start > 0 && el("span", { class: "soft" }, "… "), ...pieces, end < card.context.length && el("span", { class: "soft" }, " …"));
}

function where(card: Card): HTMLElement {
  const { claim } = card;
  const told = [claim.document_title ?? claim.origin ?? claim.document, claim.published ?? "undated", card.page ? `page ${card.page}` : ""];
  const link = `/documents/${claim.document}?claim=${claim.claim}#claim-${claim.claim}`;
  return el("p", { class: "soft where" }, el("a", { href: link }, told.filter(Boolean).join(", ")));
}

function tags(card: Card): HTMLElement {
  const { claim } = card;
  const sure = claim.confidence === null ? "" : `confidence ${claim.confidence.toFixed(2)}`;
  const told = [claim.type.replaceAll("_", " "), claim.certainty, String(claim["status"] ?? "")].filter((one) => one && one !== "completed");
  return el(
    "p",
    { class: "tags" },
    ...told.map((one) => el("span", { class: `tag ${one}` }, one)),
    el("span", { class: "soft" }, [sure, claim.reader, claim.rule ? `rule ${claim.rule}` : ""].filter(Boolean).join(" · ")),
  );
}

function judged(one: Judgement): HTMLElement {
  const when = one.at.slice(0, 16).replace("T", " ");
  const undone = one.undone_at ? `, undone by ${one.undone_by}` : "";
  return el("li", { class: one.undone_at ? "undone" : "" }, `${one.verdict} by ${one.by}, ${when} UTC${one.why ? ` (${one.why})` : ""}${undone}`);
}

export function cardElement(card: Card, actions: HTMLElement): HTMLElement {
  return el(
    "article",
    { class: "card sheet", "data-claim": card.id },
    el("h2", { tabindex: "-1" }, card.sentence),
    tags(card),
    contextOf(card),
    where(card),
    card.superseded && el("p", { class: "soft" }, "A newer reading of the document has taken the place of the one that made this claim."),
    facts(card.claim, card.dates),
    card.original && el("p", { class: "soft" }, `The reader read: ${String(card.original["type"]).replaceAll("_", " ")}, “${String(card.original["quote"])}”`),
    card.judgements.length > 0 && el("ul", { class: "judged" }, ...card.judgements.map(judged)),
    actions,
  );
}

function consequences(found: Consequence | null): HTMLElement[] {
  if (!found) return [el("p", { class: "soft" }, "Nothing hangs on it: it does not count as it is.")];
  const items: HTMLElement[] = [];
  for (const pair of found.pairs) {
    const turned = pair.words ? [el("li", {}, signMark(pair.before), ` ${pair.a} and ${pair.b}: ${pair.words}`)] : [];
    const ties = pair.ties.map((tie) => {
      const alone = pair.words && tie.turn === "gone";
      return alone ? null : el("li", {}, signMark(tie.sign), ` ${pair.a} and ${pair.b}, ${tie.words}: ${tie.sentence}`);
    });
    items.push(...turned, ...ties.filter((one): one is HTMLLIElement => one !== null));
  }
  for (const triad of found.triads) {
    items.push(el("li", {}, `${triad.sentence} ${triad.relieved ? "would no longer be under strain" : "would come under strain"}`));
  }
  if (found.triads_left_out) items.push(el("li", { class: "soft" }, `and ${found.triads_left_out} more triads`));
  for (const person of found.deaths) items.push(el("li", {}, `The death of ${person} would not be known; ties would not end with it`));
  if (found.toll) {
    const { toll } = found;
    const also = toll.reports > 1 ? `; ${toll.reports - 1} more tell the incident` : "";
    items.push(el("li", {}, `Killed in ${toll.country} in ${toll.year}: ${toll.before} → ${toll.after}${also}`));
  }
  if (!items.length) items.push(el("li", { class: "soft" }, "Nothing would change: others say as much, or it is no tie."));
  const told = [found.at ? `As of ${found.at}, the latest report.` : "", found.partial ? "Triads are sought among the pairs of which most is told." : ""];
  return [el("ul", { class: "plain" }, ...items), el("p", { class: "soft" }, told.filter(Boolean).join(" "))];
}

function others(title: string, list: readonly Other[], none: string): HTMLElement {
  return el(
    "section",
    {},
    el("h3", {}, title),
    ...(list.length
      ? list.map((one) =>
          el(
            "blockquote",
            {},
            one.quote,
            el("footer", {}, `${one.why} · `, el("a", { href: `/documents/${one.document}?claim=${one.claim}#claim-${one.claim}` }, `${one.document_title ?? one.document}, ${one.published ?? "undated"}`)),
          ),
        )
      : [el("p", { class: "soft" }, none)]),
  );
}

export function asideElement(card: Card): HTMLElement {
  return el(
    "aside",
    { class: "bearing", "aria-label": "What bears on the claim" },
    el("section", {}, el("h3", {}, "If rejected"), ...consequences(card.consequence)),
    others("Disagrees", card.disagree, "Nothing in the ledger speaks against it."),
    others("Agrees", card.agree, "Nothing else in the ledger says so."),
    card.others_left_out > 0 && el("p", { class: "soft" }, `and ${card.others_left_out} more`),
  );
}

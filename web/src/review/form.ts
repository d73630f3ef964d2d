// The form that corrects a claim or adds one: every field of the codebook, with completion.

import { el } from "../lib/dom";
import { completion, namesField, type Names } from "./names";
import { readPeople, writePeople } from "./numbers";
import type { Actor, Fields, People, Source, Terms } from "./types";

const PEOPLE = ["initiators", "targets", "participants"] as const;

export interface FormOptions {
  terms: Terms;
  actors: readonly Actor[];
  initial: Fields; // in the codebook's form
  title: string;
  adds?: boolean; // a new claim: unknown names need a kind
  save: (fields: Fields, kinds: Record<string, string>) => Promise<void>;
  cancel: () => void;
}

export interface ClaimForm {
  element: HTMLFormElement;
  quote: (words: string, told: string, stands: boolean) => void; // new words, and what the server says of them
}

interface Field {
  element: HTMLElement;
  value: () => unknown;
}

function text(label: string, initial: unknown, hint = "", wide = false): Field & { input: HTMLInputElement } {
  const input = el("input", { type: "text", autocomplete: "off", value: String(initial ?? ""), placeholder: hint });
  const element = el("label", wide ? { class: "wide" } : {}, label, input);
  return { element, input, value: () => input.value.trim() || null };
}

function choice(label: string, options: readonly string[], initial: unknown): Field & { select: HTMLSelectElement } {
  const select = el("select", {}, ...options.map((one) => el("option", { value: one, selected: one === initial }, one.replaceAll("_", " "))));
  return { element: el("label", {}, label, select), select, value: () => select.value };
}

function people(label: string, initial: unknown): Field {
  const field = text(label, writePeople(initial as People | null), "5, 50-200, 10+, ~400");
  field.input.size = 9;
  return { element: field.element, value: () => readPeople(field.input.value) };
}

function sources(initial: unknown): Field {
  const lines = ((initial as Source[] | null) ?? []).map((one) => [one.publisher, one.place ?? "", one.date ?? ""].join(" | "));
  const area = el("textarea", { rows: "2", placeholder: "Dawn | Karachi | 2013-01-04" }, lines.join("\n"));
  const read = (line: string): Source => {
    const [publisher = "", place = "", date = ""] = line.split("|").map((one) => one.trim());
    return { publisher, place: place || null, date: date || null };
  };
  const value = () => area.value.split("\n").map((line) => line.trim()).filter(Boolean).map(read);
  return { element: el("label", { class: "wide" }, "Sources, one a line: publisher | place | date", area), value };
}

function typeChoice(terms: Terms, initial: unknown): HTMLSelectElement {
  const group = (label: string, names: string[]) =>
    el("optgroup", { label }, ...names.map((one) => el("option", { value: one, selected: one === initial }, one.replaceAll("_", " "))));
  return el("select", {}, group("Relations", Object.keys(terms.relations)), group("Events", Object.keys(terms.events)));
}

function specific(options: FormOptions, type: string, changed: () => void): Record<string, Field> {
  const { terms, initial } = options;
  const own = options.actors.flatMap((one) => [one.name, ...one.aliases]);
  if (type in terms.relations) {
    const ends = { a: text("From (a)", initial["a"]), b: text(type === "present_in" ? "Place (b)" : "To (b)", initial["b"]) };
    for (const [name, end] of Object.entries(ends)) {
      if (name === "a" || type !== "present_in") end.element.append(completion(end.input, own));
      end.input.addEventListener("change", changed);
    }
    return {
      ...ends,
      start: text("Start", initial["start"], "2009-22 or summer 2009"),
      end: text("End", initial["end"], "unknown"),
      role: text("Role", initial["role"], "emir"),
    };
  }
  const slots: [string, Names][] = PEOPLE.map((slot) => [slot, namesField(slot, (initial[slot] as string[] | undefined) ?? [], own, changed)]);
  return {
    ...Object.fromEntries(slots),
    date: text("Date", initial["date"], "2012-12-15, 2012-12, about 2012"),
    place: text("Place", initial["place"]),
    country: text("Country", initial["country"], "PK"),
    status: choice("Status", terms.statuses, initial["status"] ?? "completed"),
    ...Object.fromEntries(terms.counts.map((slot) => [slot, people(slot, initial[slot])])),
  };
}

/** The names in the form that no actor of the document bears, which a new claim must give a kind. */
function unknown(fields: Record<string, Field>, options: FormOptions, type: string): string[] {
  const known = new Set(options.actors.flatMap((one) => [one.name, ...one.aliases]));
  const told = Object.entries(fields).flatMap(([name, field]) => {
    if (name === "a" || (name === "b" && type !== "present_in")) return [field.value() as string | null];
    return PEOPLE.includes(name as (typeof PEOPLE)[number]) ? (field.value() as string[]) : [];
  });
  return [...new Set(told.filter((name): name is string => Boolean(name) && !known.has(name as string)))];
}

export function claimForm(options: FormOptions): ClaimForm {
  const { terms, initial } = options;
  const type = typeChoice(terms, initial["type"]);
  const means = el("p", { class: "soft means wide" });
  const shared: Record<string, Field> = {
    certainty: choice("Certainty", terms.certainties, initial["certainty"] ?? "stated"),
    attribution: text("Said by", initial["attribution"], "the report itself"),
    sources: sources(initial["sources"]),
  };
  const quote = el("textarea", { rows: "3", class: "quote" }, String(initial["quote"] ?? ""));
  const stands = el("p", { class: "soft stands", role: "status" }, "Select words in the text to rest the claim on others.");
  const own = el("div", { class: "fields" });
  const kinds = el("div", { class: "kinds" });
  const fault = el("p", { class: "fault", role: "alert" });
  let fields: Record<string, Field> = {};

  const showKinds = () => {
    const before = new Map([...kinds.querySelectorAll("select")].map((one) => [one.name, one.value]));
    kinds.replaceChildren(
      ...unknown(fields, options, type.value).map((name) =>
        options.adds
          ? el("label", {}, `${name} is a new actor, a`, el("select", { name }, el("option", { value: "" }, "choose a kind"),
              ...terms.kinds.map((one) => el("option", { selected: before.get(name) === one }, one))))
          : el("p", { class: "soft" }, `${name} is no actor of this document: it will stand as words, tied to nobody.`),
      ),
    );
  };
  const showFields = () => {
    const term = terms.relations[type.value] ?? terms.events[type.value];
    means.textContent = term?.means ?? "";
    fields = specific(options, type.value, showKinds);
    own.replaceChildren(...Object.values(fields).map((one) => one.element));
    showKinds();
  };
  type.addEventListener("change", showFields);
  showFields();

  const save = async () => {
    fault.textContent = "";
    try {
      const told = Object.fromEntries(Object.entries({ ...fields, ...shared }).map(([name, field]) => [name, field.value()]));
      const chosen = [...kinds.querySelectorAll("select")].filter((one) => one.value).map((one) => [one.name, one.value]);
      await options.save({ type: type.value, ...told, quote: quote.value }, Object.fromEntries(chosen) as Record<string, string>);
    } catch (error) {
      fault.textContent = (error as Error).message;
    }
  };
  const element = el(
    "form",
    { class: "claim-form", "aria-label": options.title, onsubmit: (event) => { event.preventDefault(); void save(); } },
    el("h2", {}, options.title),
    el("label", { class: "wide" }, "Type", type),
    means,
    own,
    kinds,
    el("div", { class: "fields" }, ...Object.values(shared).map((one) => one.element)),
    el("label", { class: "wide" }, "Quote", quote),
    stands,
    fault,
    el("p", { class: "actions" },
      el("button", { class: "primary" }, "Save ", el("kbd", {}, "Ctrl Enter")),
      el("button", { type: "button", onclick: options.cancel }, "Cancel ", el("kbd", {}, "Esc"))),
  );
  element.addEventListener("keydown", (event) => {
    const key = event as KeyboardEvent;
    if (key.key === "Enter" && (key.ctrlKey || key.metaKey)) element.requestSubmit();
    else if (key.key === "Escape") options.cancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return {
    element,
    quote: (words, told, ok) => {
      if (ok) quote.value = words;
      stands.textContent = told;
      stands.className = ok ? "stands" : "stands fault";
    },
  };
}

// The analysis pages: names are completed while they are written, a day moves by keys, and quotes unfold all at once.

import { get } from "../lib/api";
import { all, el, say } from "../lib/dom";
import { keys } from "../lib/keys";

interface Name {
  id: string;
  name: string;
  kind: string;
}

let waiting = 0;

async function complete(field: HTMLInputElement): Promise<void> {
  const list = field.list;
  const text = field.value.trim();
  if (!list || !text) return;
  const found = await get<Name[]>("/api/names", { q: text, limit: 12 }).catch(() => []);
  if (field.value.trim() !== text) return;
  const names = new Map(found.map((one) => [one.name, one.kind]));
  list.replaceChildren(...[...names].map(([name, kind]) => el("option", { value: name }, kind)));
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement) || !("names" in field.dataset)) return;
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => void complete(field), 120);
});

// An empty field says nothing, so that it need not stand in the address.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "get" || form.id === "find") return;
  const add = form.querySelector<HTMLSelectElement>("#suppose");
  const named = form.querySelector<HTMLInputElement>('input[name="a"]')?.value.trim();
  const silent = all<HTMLInputElement>("input[name]", form).filter((field) => !field.value);
  const fields: (HTMLInputElement | HTMLSelectElement)[] = add && !named ? [...silent, add] : silent;
  for (const field of fields) field.disabled = true;
  window.setTimeout(() => fields.forEach((field) => (field.disabled = false)));
});

function second(): void {
  const kind = document.querySelector<HTMLSelectElement>("#suppose");
  const place = document.querySelector<HTMLElement>("#second");
  if (kind && place) place.hidden = kind.value === "without";
}
document.querySelector("#suppose")?.addEventListener("change", second);
window.addEventListener("pageshow", second);
second();

function unfold(): void {
  const folded = all<HTMLDetailsElement>("main details");
  const open = folded.some((one) => !one.open);
  for (const one of folded) one.open = open;
  say(open ? "all unfolded" : "all folded");
}

function turn(rel: "prev" | "next"): void {
  document.querySelector<HTMLAnchorElement>(`a[rel="${rel}"]`)?.click();
}

keys(
  { key: "u", what: "unfold all quotes, or fold them", run: unfold },
  { key: "f", what: "go to the controls", run: () => document.querySelector<HTMLElement>("form.controls input:not([type=hidden])")?.focus() },
  { key: "]", what: "next page of the list", run: () => turn("next") },
  { key: "[", what: "page before", run: () => turn("prev") },
);

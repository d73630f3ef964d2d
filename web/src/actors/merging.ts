// Choosing an actor to merge with, by a field that completes names.

import { get } from "../lib/api";
import { el, find } from "../lib/dom";

interface Name {
  id: string;
  name: string;
  kind: string;
}

const PAUSE = 150; // milliseconds without a key before names are looked up

export function merging(own: string, merge: (other: Name, why: string) => void): void {
  const form = document.querySelector<HTMLFormElement>("#merge");
  if (!form) return;
  const field = find<HTMLInputElement>("#merge-with", form);
  const list = find<HTMLUListElement>("#merge-list", form);
  const button = find<HTMLButtonElement>("button", form);
  let chosen: Name | null = null;
  let found: Name[] = [];
  let marked = -1;
  let timer = 0;

  const show = (names: Name[]): void => {
    marked = -1;
    list.replaceChildren(...names.map((one, number) => {
      const option = el("li", { role: "option", id: `merge-${number}`, "aria-selected": "false" }, one.name, " ", el("span", { class: "soft" }, one.kind));
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        choose(one);
      });
      return option;
    }));
    list.hidden = !names.length;
    field.setAttribute("aria-expanded", String(names.length > 0));
    found = names;
  };
  const choose = (one: Name): void => {
    chosen = one;
    field.value = one.name;
    show([]);
    button.disabled = false;
    button.textContent = `Merge with ${one.name}`;
  };

  const move = (step: number): void => {
    if (!found.length) return;
    marked = (marked + step + found.length) % found.length;
    for (const [number, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(number === marked));
    field.setAttribute("aria-activedescendant", `merge-${marked}`);
    list.children[marked]?.scrollIntoView({ block: "nearest" });
  };

  field.addEventListener("input", () => {
    chosen = null;
    button.disabled = true;
    clearTimeout(timer);
    timer = window.setTimeout(async () => {
      const text = field.value.trim();
      const names = text ? await get<Name[]>("/api/names", { q: text, limit: 12 }).catch(() => []) : [];
      if (field.value.trim() === text) show(names.filter((one) => one.id !== own));
    }, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    const pick = found[marked];
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter" && pick) choose(pick);
    else if (event.key === "Escape") show([]);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => show([]));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (chosen) merge(chosen, find<HTMLInputElement>("#merge-why", form).value.trim());
  });
}

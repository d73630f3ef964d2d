// A field that finds an actor by any of its names.

import { get } from "../lib/api";
import { el } from "../lib/dom";
import type { Who } from "./data";

export interface Picker {
  set(who: Who | null): void;
}

/** Makes an input with a datalist choose actors; an emptied field chooses none. */
export function picker(input: HTMLInputElement, chosen: (who: Who | null) => void, allows: (who: Who) => boolean = () => true): Picker {
  const list = el("datalist", { id: `${input.id}-names` });
  input.after(list);
  input.setAttribute("list", list.id);
  let offered: Who[] = [];
  let now: Who | null = null;
  let asked = 0;

  const ask = async (): Promise<void> => {
    const mine = ++asked;
    const found = await get<Who[]>("/api/names", { q: input.value.trim(), limit: 15 }).catch(() => []);
    if (mine !== asked) return;
    offered = found.filter(allows);
    list.replaceChildren(...offered.map((one) => el("option", { value: one.name }, one.kind)));
  };
  const settle = async (): Promise<void> => {
    const text = input.value.trim();
    if (text === (now?.name ?? "")) return;
    if (!text) {
      now = null;
      return chosen(null);
    }
    await ask();
    const same = (one: Who): boolean => one.name.toLowerCase() === text.toLowerCase();
    const found = offered.find(same) ?? offered[0];
    input.setCustomValidity(found ? "" : "no actor has such a name");
    input.reportValidity();
    if (!found) return;
    now = found;
    input.value = found.name;
    chosen(found);
  };
  let waiting = 0;
  input.addEventListener("input", () => {
    input.setCustomValidity("");
    clearTimeout(waiting);
    const picked = offered.find((one) => one.name === input.value);
    if (picked) void settle();
    else waiting = window.setTimeout(() => void ask(), 150);
  });
  input.addEventListener("change", () => void settle());
  input.addEventListener("focus", () => void ask(), { once: true });
  return {
    set(who) {
      now = who;
      input.value = who?.name ?? "";
    },
  };
}

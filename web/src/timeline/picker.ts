// A field that finds an actor by any of its names.

import { get, Refusal } from "../lib/api";
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

  let waiting = 0;

  /** Offers the actors whose names hold what is written. */
  const ask = async (): Promise<void> => {
    const mine = ++asked;
    const found = await get<Who[]>("/api/names", { q: input.value.trim(), limit: 15 }).catch(() => []);
    if (mine !== asked) return;
    offered = found.filter(allows);
    list.replaceChildren(...offered.map((one) => el("option", { value: one.name }, one.kind)));
  };
  const refuse = (why: string): void => {
    input.setCustomValidity(why);
    input.reportValidity();
  };
  const settle = async (): Promise<void> => {
    const text = input.value.trim();
    if (text === (now?.name ?? "")) return;
    if (!text) {
      now = null;
      return chosen(null);
    }
    clearTimeout(waiting);
    asked++;
    try {
      const found = offered.find((one) => one.name === text) ?? (await get<Who>("/api/timeline/who", { name: text }));
      if (!allows(found)) return refuse(`${found.name} is a person; choose an organisation`);
      now = found;
      input.value = found.name;
      chosen(found);
    } catch (fault) {
      refuse(fault instanceof Refusal ? fault.message : "the server does not answer");
    }
  };
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

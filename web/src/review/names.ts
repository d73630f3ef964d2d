// A field that holds several names, each completed from the document's actors and from the whole ledger.

import { get } from "../lib/api";
import { el } from "../lib/dom";

let lists = 0;

/** A datalist that is filled as one types; `own` are always offered first. */
export function completion(input: HTMLInputElement, own: readonly string[] = []): HTMLDataListElement {
  const list = el("datalist", { id: `names-${++lists}` });
  const offer = (more: readonly string[]) =>
    list.replaceChildren(...[...new Set([...own, ...more])].slice(0, 60).map((name) => el("option", { value: name })));
  offer([]);
  input.setAttribute("list", list.id);
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const q = input.value.trim();
    if (q.length < 2 || own.includes(q)) return;
    timer = window.setTimeout(() => {
      get<{ name: string }[]>("/api/names", { q, limit: 20 })
        .then((found) => offer(found.map((one) => one.name)))
        .catch(() => undefined);
    }, 160);
  });
  return list;
}

export interface Names {
  element: HTMLElement;
  value: () => string[];
}

/** The field: chips with a button each, and an input that adds one at Enter, comma or on leaving it. */
export function namesField(label: string, given: readonly string[], own: readonly string[], changed: () => void): Names {
  const chosen = [...given];
  const input = el("input", { type: "text", autocomplete: "off", "aria-label": `add to ${label}`, placeholder: "add a name" });
  const list = completion(input, own);
  const chips = el("span", { class: "chips" });
  const show = () => {
    chips.replaceChildren(
      ...chosen.map((name, at) =>
        el(
          "span",
          { class: "chip" },
          name,
          el("button", {
            type: "button",
            class: "plain",
            "aria-label": `remove ${name} from ${label}`,
            onclick: () => {
              chosen.splice(at, 1);
              show();
              changed();
              input.focus();
            },
          }, "×"),
        ),
      ),
    );
  };
  const add = () => {
    const name = input.value.trim();
    input.value = "";
    if (!name || chosen.includes(name)) return;
    chosen.push(name);
    show();
    changed();
  };
  input.addEventListener("keydown", (event) => {
    const key = event as KeyboardEvent;
    if (key.key === "Enter" && !key.ctrlKey && !key.metaKey && input.value.trim()) {
      event.preventDefault();
      add();
    } else if (key.key === "Backspace" && !input.value && chosen.length) {
      chosen.pop();
      show();
      changed();
    }
  });
  input.addEventListener("change", add);
  show();
  const element = el("div", { class: "names", role: "group", "aria-label": label }, el("span", { class: "label" }, label), chips, input, list);
  return { element, value: () => [...chosen, ...(input.value.trim() ? [input.value.trim()] : [])] };
}

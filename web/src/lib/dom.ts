// Making and finding elements. Text is always set as text, never as markup.

export function find<E extends Element>(selector: string, within: ParentNode = document): E {
  const found = within.querySelector<E>(selector);
  if (!found) throw new Error(`there is no ${selector} on this page`);
  return found;
}

export function all<E extends Element>(selector: string, within: ParentNode = document): E[] {
  return [...within.querySelectorAll<E>(selector)];
}

type Child = Node | string | null | undefined | false;

/** An HTML element with attributes (`on…` for listeners) and children; strings become text. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | boolean | EventListener | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child): child is Node | string => Boolean(child)));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** An SVG element with attributes and children. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number | undefined> = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, tag) as SVGElementTagNameMap[K];
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, String(value));
  made.append(...children.filter((child): child is Node | string => Boolean(child)));
  return made;
}

/** What the server put into the page as `<script type="application/json" id="…">`. */
export function given<T>(id: string): T {
  return JSON.parse(find<HTMLScriptElement>(`#${id}`).textContent ?? "null") as T;
}

/** Says something to the user, and to screen readers, for a while. */
export function say(text: string, kind: "note" | "fault" = "note"): void {
  const place = find<HTMLElement>("#notices");
  const notice = el("div", { class: `notice ${kind}`, role: kind === "fault" ? "alert" : "status" }, text);
  place.append(notice);
  setTimeout(() => notice.remove(), kind === "fault" ? 12000 : 5000);
}

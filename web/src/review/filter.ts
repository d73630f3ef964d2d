// The filter above a list of claims: kept in the address, so that a view can be shared and the back button works.

import { all } from "../lib/dom";
import { completion } from "./names";

type Control = HTMLInputElement | HTMLSelectElement;

function controls(form: HTMLFormElement): Control[] {
  return all<Control>("input[name], select[name]", form);
}

/** What the form asks for, without what is empty. */
export function asked(form: HTMLFormElement): Record<string, string> {
  const told: Record<string, string> = {};
  for (const one of controls(form)) {
    const value = one instanceof HTMLInputElement && one.type === "checkbox" ? (one.checked ? one.value : "") : one.value.trim();
    if (value) told[one.name] = value;
  }
  return told;
}

/** Sets the form by the address; what it does not name gets its first choice. */
export function fromAddress(form: HTMLFormElement): void {
  const address = new URLSearchParams(location.search);
  for (const one of controls(form)) {
    const value = address.get(one.name) ?? "";
    if (one instanceof HTMLInputElement && one.type === "checkbox") one.checked = value === one.value;
    else if (one instanceof HTMLSelectElement && !value) one.selectedIndex = 0;
    else one.value = value;
  }
}

/** The address that the form means, without choices that are the first anyway. */
export function addressOf(form: HTMLFormElement, more: Record<string, string | null> = {}): string {
  const told = new URLSearchParams();
  for (const [name, value] of Object.entries(asked(form))) {
    const control = form.elements.namedItem(name);
    if (!(control instanceof HTMLSelectElement && control.selectedIndex === 0)) told.set(name, value);
  }
  for (const [name, value] of Object.entries(more)) if (value) told.set(name, value);
  const query = told.toString();
  return query ? `${location.pathname}?${query}` : location.pathname;
}

export function completeActor(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[name="actor"]');
  if (input) input.after(completion(input));
}

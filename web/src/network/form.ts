// The controls above the drawing: whom to find, who counts as whom, what is shown, what is compared.

import { el, find, say } from "../lib/dom";
import type { Network, Wanted } from "./data";
import type { State } from "./state";

const FIELDS = ["certainty", "kind", "type", "source", "place"] as const;

export class Form {
  private network: Network | null = null;

  constructor(private readonly state: () => State, private readonly change: (next: Partial<State>) => void) {
    this.on("#roll-up", "change", (value) => this.change({ rollUp: value }));
    this.on("#known-by", "change", (value) => this.change({ knownBy: value }));
    this.on("#compare", "change", (value) => this.change({ compare: value }));
    this.on("#beside", "click", () => this.change({ beside: !this.state().beside }));
    this.on("#camps", "click", () => this.change({ camps: !this.state().camps }));
    this.on("#strain", "click", () => this.change({ strain: !this.state().strain }));
    this.on("#idle", "change", () => this.change({ idle: find<HTMLInputElement>("#idle").checked }));
    this.on("#actor", "change", (value) => this.seek(value));
    for (const name of FIELDS) this.on(`#${name}`, "change", (value) => this.wish(name, value));
    find("#clear").addEventListener("click", () => this.change({ knownBy: "", wanted: { certainty: "", kind: "", type: "", source: "", place: "" } }));
    find("#controls").addEventListener("submit", (event) => event.preventDefault());
  }

  /** Offers what the network holds. */
  offer(network: Network): void {
    this.network = network;
    find("#actors").replaceChildren(...network.actors.map((one) => el("option", { value: one.name }, one.kind)));
    this.options("kind", [...new Set(network.actors.map((one) => one.kind))].sort());
    this.options("type", [...network.types].sort());
    this.options("source", [...network.sources].sort((one, other) => one.localeCompare(other)));
    this.options("place", [...network.places].sort((one, other) => one.localeCompare(other)));
  }

  /** Fills the fields from the state. */
  fill(): void {
    const state = this.state();
    const values: Record<string, string> = { "roll-up": state.rollUp, "known-by": state.knownBy, compare: state.compare, ...state.wanted };
    for (const [id, value] of Object.entries(values)) find<HTMLInputElement | HTMLSelectElement>(`#${id}`).value = value;
    find<HTMLInputElement>("#actor").value = this.network?.actors.find((one) => one.id === state.actor)?.name ?? "";
    find<HTMLInputElement>("#idle").checked = state.idle;
    this.press("#camps", state.camps);
    this.press("#strain", state.strain);
    this.press("#beside", state.beside);
    find<HTMLButtonElement>("#beside").disabled = !state.compare;
    const wished = FIELDS.filter((name) => state.wanted[name]).length + (state.knownBy ? 1 : 0);
    find("#wished").textContent = wished ? ` (${wished})` : "";
  }

  private options(name: (typeof FIELDS)[number], words: string[]): void {
    const [first] = find<HTMLSelectElement>(`#${name}`).options;
    find(`#${name}`).replaceChildren(...(first ? [first] : []), ...words.map((word) => el("option", { value: word }, word)));
  }

  private wish(name: keyof Wanted, value: string): void {
    this.change({ wanted: { ...this.state().wanted, [name]: value } as Wanted });
  }

  private seek(name: string): void {
    const wanted = name.trim().toLowerCase();
    if (!wanted) {
      this.change({ actor: "", pair: null });
      return;
    }
    const actors = this.network?.actors ?? [];
    const found = actors.find((one) => one.name.toLowerCase() === wanted) ?? actors.find((one) => one.name.toLowerCase().includes(wanted));
    if (found) this.change({ actor: found.id, pair: null });
    else say(`no actor drawn here is called “${name}”; it may count as the body it belongs to`, "fault");
  }

  private press(id: string, on: boolean): void {
    find(id).setAttribute("aria-pressed", String(on));
  }

  private on(id: string, event: string, run: (value: string) => void): void {
    const field = find<HTMLInputElement>(id);
    field.addEventListener(event, () => run(field.value));
  }
}

// The text and the list of its claims, linked both ways: hover shows, click goes, j and k move.

import { all, find } from "../lib/dom";
import { keys } from "../lib/keys";

class Linked {
  private readonly items: HTMLElement[];
  private readonly item = new Map<string, HTMLElement>();
  private readonly pieces = new Map<string, HTMLElement[]>();
  private chosen = "";

  constructor(private readonly text: HTMLElement) {
    this.items = all<HTMLElement>("#claims > li");
    for (const one of this.items) this.item.set(one.dataset["claim"] ?? "", one);
    for (const piece of all<HTMLElement>("[data-claims]", text)) {
      for (const claim of claimsOf(piece)) {
        const known = this.pieces.get(claim);
        if (known) known.push(piece);
        else this.pieces.set(claim, [piece]);
      }
    }
  }

  start(): void {
    this.text.addEventListener("mouseover", (event) => this.hover(claimsAt(event)));
    this.text.addEventListener("mouseleave", () => this.hover([]));
    this.text.addEventListener("click", (event) => this.clicked(claimsAt(event)));
    for (const one of this.items) {
      const claim = one.dataset["claim"] ?? "";
      for (const name of ["mouseenter", "focusin"]) one.addEventListener(name, () => this.hover([claim]));
      for (const name of ["mouseleave", "focusout"]) one.addEventListener(name, () => this.hover([]));
      find<HTMLAnchorElement>("a", one).addEventListener("click", () => this.choose(claim, true));
    }
    for (const button of all<HTMLButtonElement>("[data-gap]")) {
      button.addEventListener("click", () => this.text.querySelector(`[data-start="${button.dataset["gap"]}"]`)?.scrollIntoView({ block: "center" }));
    }
    keys(
      { key: "j", what: "next claim", run: () => this.step(1) },
      { key: "k", what: "claim before", run: () => this.step(-1) },
      { key: "Enter", what: "review the chosen claim", run: () => this.review() },
    );
    addEventListener("hashchange", () => this.fromHash());
    this.fromHash();
  }

  private hover(claims: readonly string[]): void {
    for (const one of all(".lit")) one.classList.remove("lit");
    for (const claim of claims) {
      this.item.get(claim)?.classList.add("lit");
      for (const piece of this.pieces.get(claim) ?? []) piece.classList.add("lit");
    }
  }

  /** A click on words that several claims rest on goes through them one by one. */
  private clicked(claims: readonly string[]): void {
    if (!claims.length || !getSelection()?.isCollapsed) return;
    const next = claims[(claims.indexOf(this.chosen) + 1) % claims.length] ?? "";
    this.choose(next, false);
    this.item.get(next)?.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", `#claim-${next}`);
  }

  private choose(claim: string, inText: boolean): void {
    this.chosen = claim;
    for (const one of all(".chosen")) one.classList.remove("chosen");
    this.item.get(claim)?.classList.add("chosen");
    const pieces = this.pieces.get(claim) ?? [];
    for (const piece of pieces) piece.classList.add("chosen");
    if (inText) pieces[0]?.scrollIntoView({ block: "center" });
    this.turnPage(Number(this.item.get(claim)?.dataset["from"] ?? -1));
  }

  /** Brings the page of the original into view on which the quote begins. */
  private turnPage(offset: number): void {
    const page = all<HTMLElement>(".original figure").find((one) => Number(one.dataset["from"]) <= offset && offset < Number(one.dataset["to"]));
    const place = page?.closest<HTMLElement>(".original");
    if (page && place) place.scrollTo({ top: page.offsetTop - place.offsetTop });
  }

  private step(by: number): void {
    const at = this.items.findIndex((one) => one.dataset["claim"] === this.chosen);
    const next = this.items[Math.max(0, Math.min(this.items.length - 1, at + by))];
    if (!next) return;
    const claim = next.dataset["claim"] ?? "";
    this.choose(claim, true);
    next.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", `#claim-${claim}`);
  }

  private review(): void {
    this.item.get(this.chosen)?.querySelector<HTMLAnchorElement>("a.review")?.click();
  }

  private fromHash(): void {
    const claim = /^#claim-(clm-[0-9a-f]{24})$/.exec(location.hash)?.[1];
    if (!claim) return;
    if (this.item.has(claim)) {
      this.choose(claim, true);
      this.item.get(claim)?.scrollIntoView({ block: "nearest" });
    } else if (new URLSearchParams(location.search).get("claim") !== claim) {
      // It is in another part of a long document, which the server finds.
      location.replace(`?claim=${claim}#claim-${claim}`);
    }
  }
}

function claimsOf(piece: HTMLElement): string[] {
  return (piece.dataset["claims"] ?? "").split(" ").filter(Boolean);
}

function claimsAt(event: Event): string[] {
  const piece = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-claims]") : null;
  return piece ? claimsOf(piece) : [];
}

export function linkClaims(text: HTMLElement): void {
  new Linked(text).start();
}

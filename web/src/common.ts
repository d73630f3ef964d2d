// What every page has: htmx with the token against forgery, the theme, the keys, and names of the pages by key.

import htmx from "htmx.org";
import { csrf, post } from "./lib/api";
import { all, el, find, say } from "./lib/dom";
import { keys, known } from "./lib/keys";

htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;

document.addEventListener("htmx:configRequest", (event) => {
  (event as CustomEvent<{ headers: Record<string, string> }>).detail.headers["x-foedus-csrf"] = csrf();
});
document.addEventListener("htmx:responseError", (event) => {
  const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
  let told = `the server answered ${xhr.status}`;
  try {
    told = (JSON.parse(xhr.responseText) as { error: string }).error;
  } catch {
    // no JSON: the status says what there is to say
  }
  say(told, "fault");
});
document.addEventListener("htmx:sendError", () => say("the server does not answer; is foedus serve still running?", "fault"));

const THEMES = ["auto", "light", "dark"] as const;

function setTheme(theme: string): void {
  if (theme === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  localStorage.setItem("theme", theme);
  document.dispatchEvent(new CustomEvent("foedus:theme"));
}

setTheme(localStorage.getItem("theme") ?? "auto");
find<HTMLButtonElement>("#theme").addEventListener("click", () => {
  const now = THEMES.indexOf((localStorage.getItem("theme") ?? "auto") as (typeof THEMES)[number]);
  const next = THEMES[(now + 1) % THEMES.length] ?? "auto";
  setTheme(next);
  say(`theme: ${next}`);
});

for (const link of all<HTMLAnchorElement>("nav a[data-key]")) {
  const key = link.dataset["key"] ?? "";
  keys({ key: `g ${key}`, what: `go to ${link.textContent?.trim()}`, run: () => link.click() });
}
keys(
  { key: "/", what: "search", run: () => find<HTMLInputElement>("#find input").focus() },
  { key: "?", what: "show the keys", run: () => help() },
  { key: "Escape", what: "leave a field, close what is open", run: () => (document.activeElement as HTMLElement | null)?.blur() },
);

document.querySelector("#logout")?.addEventListener("click", () => {
  post("/logout").then(
    () => location.replace("/login"),
    (fault: Error) => say(fault.message, "fault"),
  );
});

function help(): void {
  const dialog = find<HTMLDialogElement>("#keys");
  find("tbody", dialog).replaceChildren(
    ...known().map((one) => el("tr", {}, el("td", {}, el("kbd", {}, one.key)), el("td", {}, one.what))),
  );
  dialog.showModal();
}
find<HTMLButtonElement>("#help").addEventListener("click", help);

// Reconcile: sends a file in, waits for what comes of it, records the matches or takes them back.

import { get, post } from "../lib/api";
import { find, say } from "../lib/dom";

interface Compared {
  id: string;
  state: string;
  over: boolean;
}

const AGAIN_MS = 700;

function refused(fault: Error): void {
  say(fault.message, "fault");
}

function startSending(form: HTMLFormElement): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = find<HTMLButtonElement>("button", form);
    const told = new FormData(form);
    button.disabled = true;
    say("sending the file");
    post<Compared>("/api/reconcile", told)
      .then((one) => location.assign(`/reconcile/${one.id}`))
      .catch(refused)
      .finally(() => (button.disabled = false));
  });
}

/** Asks until the work is over, then shows the page anew. */
function wait(path: string, before: string): void {
  setTimeout(() => {
    get<Compared>(path).then(
      (one) => (one.over || one.state !== before ? location.reload() : wait(path, before)),
      (fault: Error) => {
        refused(fault);
        setTimeout(() => wait(path, before), 5 * AGAIN_MS);
      },
    );
  }, AGAIN_MS);
}

function startActing(path: string): void {
  for (const act of ["record", "undo"]) {
    document.querySelector<HTMLButtonElement>(`#${act}`)?.addEventListener("click", (event) => {
      const button = event.currentTarget as HTMLButtonElement;
      button.disabled = true;
      post<Compared>(`${path}/${act}`).then(
        () => location.reload(),
        (fault: Error) => {
          refused(fault);
          button.disabled = false;
        },
      );
    });
  }
}

const form = document.querySelector<HTMLFormElement>("#send");
if (form) startSending(form);
const shown = document.querySelector<HTMLElement>("#comparison");
if (shown) {
  const path = `/api/reconcile/${shown.dataset["job"]}`;
  startActing(path);
  if (shown.dataset["over"] === "no") wait(path, shown.dataset["state"] ?? "");
}

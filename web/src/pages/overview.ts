// The overview page: adding documents with live progress, and what changed since the last visit.

import htmx from "htmx.org";
import { post } from "../lib/api";
import { find, given, say } from "../lib/dom";
import { keys } from "../lib/keys";
import { onDrop } from "../overview/dropping";
import { Board, type Job } from "../overview/jobs";
import { type Options, type Sending, type Taking, readable, send, sendText, sendingOf } from "../overview/sending";
import { seen, since } from "../overview/visit";

const isFirstRun = document.querySelector("[data-first-run]") !== null;
const visit = `foedus:visit:${find(".bar .ledger").textContent}`;

if (document.querySelector("#add")) adding();
if (document.querySelector("#changes")) void changes();

function adding(): void {
  const taking = given<Taking>("taking");
  const board = new Board(find("#jobs"), ended);
  const options = (): Options => ({
    published: find<HTMLInputElement>("#published").value.trim(),
    reader: find<HTMLSelectElement>("#reader").value,
    replaces: find<HTMLInputElement>("#replaces").checked,
  });
  const sent = (all: Sending[], isFolder: boolean): void => {
    const files = readable(all, taking, isFolder);
    if (!files.length) return void (all.length && say("there is nothing to read in it", "fault"));
    send(files, taking, options(), (job) => board.show(job)).catch(refused);
  };
  choosing("#files", "#choose-files", (files) => sent(sendingOf(files), false));
  choosing("#folder", "#choose-folder", (files) => sent(sendingOf(files), true));
  onDrop(find("#drop"), sent);
  pasting(options, (job) => board.show(job));
  document.querySelector("#load-demo")?.addEventListener("click", (event) => {
    (event.currentTarget as HTMLButtonElement).disabled = true;
    post<Job>("/api/intake/demo").then((job) => board.show(job)).catch(refused);
  });
  keys(
    { key: "f", what: "add files", run: () => find<HTMLElement>("#choose-files").click() },
    { key: "v", what: "paste a text", run: () => find<HTMLElement>("#choose-paste").click() },
  );
  void board.resume().catch(refused);
}

function choosing(input: string, button: string, chosen: (files: File[]) => void): void {
  const field = find<HTMLInputElement>(input);
  find(button).addEventListener("click", () => field.click());
  field.addEventListener("change", () => {
    chosen([...(field.files ?? [])]);
    field.value = ""; // so that the same can be chosen again
  });
}

function pasting(options: () => Options, began: (job: Job) => void): void {
  const dialog = find<HTMLDialogElement>("#paste");
  const [title, date, text] = [find<HTMLInputElement>("#paste-name"), find<HTMLInputElement>("#paste-date"), find<HTMLTextAreaElement>("#paste-text")];
  const fault = find<HTMLElement>("#paste-fault");
  find("#choose-paste").addEventListener("click", () => {
    fault.hidden = true;
    dialog.showModal();
    title.focus();
  });
  document.addEventListener("paste", (event) => {
    const pasted = event.clipboardData?.getData("text/plain") ?? "";
    if (dialog.open || /^(input|textarea)$/i.test((event.target as Element).tagName) || !pasted.trim()) return;
    find<HTMLElement>("#choose-paste").click();
    text.value = pasted;
  });
  find("#paste-cancel").addEventListener("click", () => dialog.close());
  find<HTMLFormElement>("#paste-form").addEventListener("submit", (event) => {
    event.preventDefault();
    sendText(title.value, text.value, date.value.trim(), options().reader).then((job) => {
      dialog.close();
      title.value = date.value = text.value = "";
      began(job);
    }).catch((told: Error) => {
      fault.textContent = told.message;
      fault.hidden = false;
    });
  });
}

function ended(job: Job): void {
  const read = job.steps.some((step) => step.state === "done");
  if (isFirstRun && read) return location.assign("/");
  if (read) document.body.dispatchEvent(new Event("foedus:changed"));
}

async function changes(): Promise<void> {
  const asked = new URLSearchParams(location.search).get("since") ?? since(visit);
  const show = (from: string | null): Promise<void> =>
    htmx.ajax("get", `/overview/changes${from ? `?since=${encodeURIComponent(from)}` : ""}`, { target: "#changes-body", swap: "innerHTML" });
  await show(asked);
  find("#changes-body").addEventListener("click", (event) => {
    if (!(event.target as Element).closest("#mark-seen")) return;
    seen(visit);
    void show(new Date().toISOString());
  });
  document.body.addEventListener("foedus:changed", () => void show(asked));
}

function refused(fault: unknown): void {
  say(fault instanceof Error ? fault.message : String(fault), "fault");
  const demo = document.querySelector<HTMLButtonElement>("#load-demo");
  if (demo) demo.disabled = false;
}

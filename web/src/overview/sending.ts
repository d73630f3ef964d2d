// Sending documents in: files by choice, drop or folder, in parts that one request may hold; texts that were pasted.

import { post } from "../lib/api";
import { say } from "../lib/dom";
import type { Job } from "./jobs";

export interface Taking {
  endings: string[];
  megabytes: number;
  files: number;
  readers: string[];
  reader: string;
}

/** A file with what to call it: its path below the folder that was chosen, else its name. */
export interface Sending {
  file: File;
  label: string;
}

export interface Options {
  published: string;
  reader: string;
  replaces: boolean;
}

const PART_BYTES = 150_000_000; // of one request, below what the server takes

export function sendingOf(files: Iterable<File>): Sending[] {
  return [...files].map((file) => ({ file, label: file.webkitRelativePath || file.name }));
}

/** Those that can be read; of a folder the others are left out and counted, files that were named go along to be told why not. */
export function readable(all: Sending[], taking: Taking, isFolder: boolean): Sending[] {
  if (!isFolder) return all;
  const known = all.filter(({ label }) => taking.endings.some((ending) => label.toLowerCase().endsWith(ending)) && !isHidden(label));
  const left = all.length - known.length;
  if (left) say(`${left} ${left === 1 ? "file" : "files"} of other kinds left out`);
  return known;
}

function isHidden(label: string): boolean {
  return label.split("/").some((part) => part.startsWith("."));
}

/** Sends the files, in as many requests as it takes; each is a job of its own. */
export async function send(all: Sending[], taking: Taking, options: Options, began: (job: Job) => void): Promise<void> {
  const parts = inParts(all, taking.files);
  for (const [number, part] of parts.entries()) {
    if (parts.length > 1) say(`sending part ${number + 1} of ${parts.length}`);
    const form = new FormData();
    for (const { file, label } of part) {
      form.append("files", file, "file");
      form.append("labels", label);
    }
    form.append("published", options.published);
    form.append("reader", options.reader);
    form.append("replaces", String(options.replaces));
    began(await post<Job>("/api/intake", form));
  }
}

export function inParts(all: Sending[], most: number): Sending[][] {
  const parts: Sending[][] = [];
  let size = Infinity;
  for (const one of all) {
    const last = parts.at(-1);
    if (!last || last.length >= most || size + one.file.size > PART_BYTES) {
      parts.push([one]);
      size = one.file.size;
    } else {
      last.push(one);
      size += one.file.size;
    }
  }
  return parts;
}

export function sendText(title: string, text: string, published: string, reader: string): Promise<Job> {
  return post<Job>("/api/intake/text", { title, text, published, reader });
}

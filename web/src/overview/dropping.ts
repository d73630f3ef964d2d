// Dropping files and folders anywhere on the page.

import type { Sending } from "./sending";

export function onDrop(zone: HTMLElement, dropped: (files: Sending[], isFolder: boolean) => void): void {
  let depth = 0;
  const marked = (on: boolean): void => void zone.classList.toggle("over", on);
  document.addEventListener("dragenter", (event) => {
    if (!holdsFiles(event)) return;
    depth += 1;
    marked(true);
  });
  document.addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    if (!depth) marked(false);
  });
  document.addEventListener("dragover", (event) => {
    if (holdsFiles(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    depth = 0;
    marked(false);
    if (!holdsFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    void gathered(event.dataTransfer).then(({ files, isFolder }) => dropped(files, isFolder));
  });
}

function holdsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}

/** What was dropped, folders with all that lies below them. The entries must be taken before anything is awaited. */
async function gathered(transfer: DataTransfer): Promise<{ files: Sending[]; isFolder: boolean }> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (!entries.length) return { files: [...transfer.files].map((file) => ({ file, label: file.name })), isFolder: false };
  const files = (await Promise.all(entries.map(below))).flat();
  return { files, isFolder: entries.some((entry) => entry.isDirectory) };
}

async function below(entry: FileSystemEntry): Promise<Sending[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed));
    return [{ file, label: entry.fullPath.replace(/^\//, "") }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Sending[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    for (const one of some) found.push(...(await below(one)));
  }
}

/** Files and folders as a user gives them, and which of them are pictures. */

import type { DroppedEntries } from "../base/dropped.ts";
import { isPicture } from "../given/given_kind.ts";

export type Given = { file: File; path: string };

/** A folder with more files than this is a mistake, and would only keep the page busy. */
const MAX_FILES = 100_000;
/** Beginnings that are read at once. */
const AT_ONCE = 32;

/** What was dropped; folders with all that is in them. */
export async function droppedFiles(files: File[], entries: DroppedEntries): Promise<Given[]> {
  const found: Given[] = [];
  for (const [i, file] of files.entries()) {
    const entry = entries[i] ?? null;
    if (isFolder(entry)) await readFolder(entry, found);
    else found.push({ file, path: file.name });
  }
  return found;
}

/** What a file field holds, or what was pasted. */
export function chosenFiles(files: ArrayLike<File> | null | undefined): Given[] {
  const given = Array.from(files ?? [], (file) => ({
    file,
    path: file.webkitRelativePath || file.name,
  }));
  return given.sort((a, b) => byName(a.path, b.path)).slice(0, MAX_FILES);
}

/**
 * Pictures by their first bytes; their names don't matter.
 *
 * @param found called with some at a time, in their order
 * @returns how many are no pictures
 */
export async function sortOut(given: Given[], found: (pictures: Given[]) => void): Promise<number> {
  let skipped = 0;
  for (let at = 0; at < given.length; at += AT_ONCE) {
    const some = given.slice(at, at + AT_ONCE);
    const kinds = await Promise.all(some.map(({ file }) => isPicture(file)));
    const pictures = some.filter((_, i) => kinds[i]);
    skipped += some.length - pictures.length;
    if (pictures.length > 0) found(pictures);
  }
  return skipped;
}

/**
 * Knows a file again, also after the page was loaded anew: a picture that is given twice is sent
 * once.
 */
export function keyOf({ file, path }: Given): string {
  const label = `${path}\n${file.size}\n${file.lastModified}`;
  // FNV-1a twice, with different starts: 64 bits, for labels of one run's pictures.
  return [0x811c9dc5, 0x9747b28c].map((start) => {
    let hash = start;
    for (let i = 0; i < label.length; i++) {
      hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193);
      hash ^= hash >>> 15;
    }
    return (hash >>> 0).toString(36);
  }).join("-");
}

async function readFolder(folder: FileSystemDirectoryEntry, found: Given[]) {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  while (entries.length < MAX_FILES) {
    const some: FileSystemEntry[] = await new Promise((resolve) =>
      reader.readEntries(resolve, () => resolve([]))
    );
    if (some.length === 0) break;
    entries.push(...some);
  }
  entries.sort((a, b) => byName(a.name, b.name));
  for (const entry of entries) {
    if (found.length >= MAX_FILES) return;
    if (isFolder(entry)) await readFolder(entry, found);
    else if (isFile(entry)) {
      const file = await fileOf(entry);
      if (file) found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    }
  }
}

/** The types of entries know nothing of their flags. */
function isFolder(entry: FileSystemEntry | null): entry is FileSystemDirectoryEntry {
  return entry !== null && entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

/** @returns `undefined`: it can't be read */
function fileOf(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)));
}

const collator = new Intl.Collator(undefined, { numeric: true });

function byName(a: string, b: string) {
  return collator.compare(a, b);
}

/** Files and folders as a user gives them, and which of them are pictures. */

import { isPicture } from "../given_kind.js";

/** @typedef {{file: File, path: string}} Given */

/** A folder with more files than this is a mistake, and would only keep the page busy. */
const MAX_FILES = 100_000;
/** Beginnings that are read at once. */
const AT_ONCE = 32;

/**
 * What was dropped; folders with all that is in them. Has to be called while the event is handled.
 * @param {DataTransfer} transfer
 * @returns {Promise<Given[]>}
 */
export async function droppedFiles(transfer) {
  const dropped = Array.from(transfer.items).filter(({ kind }) => kind === "file")
    .map((item) => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }));
  /** @type {Given[]} */
  const found = [];
  for (const { entry, file } of dropped) {
    if (entry?.isDirectory) {
      await readFolder(/** @type {FileSystemDirectoryEntry} */ (entry), found);
    } else if (file) found.push({ file, path: file.name });
  }
  return found;
}

/**
 * What a file field holds, or what was pasted.
 * @param {ArrayLike<File> | null | undefined} files
 * @returns {Given[]}
 */
export function chosenFiles(files) {
  const given = Array.from(files ?? [], (file) => ({
    file,
    path: file.webkitRelativePath || file.name,
  }));
  return given.sort((a, b) => byName(a.path, b.path)).slice(0, MAX_FILES);
}

/**
 * Pictures by their first bytes; their names don't matter.
 * @param {Given[]} given
 * @param {(pictures: Given[]) => void} found called with some at a time, in their order
 * @returns {Promise<number>} how many are no pictures
 */
export async function sortOut(given, found) {
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
 * @param {Given} given
 */
export function keyOf({ file, path }) {
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

/**
 * @param {FileSystemDirectoryEntry} folder
 * @param {Given[]} found
 */
async function readFolder(folder, found) {
  const reader = folder.createReader();
  /** @type {FileSystemEntry[]} */
  const entries = [];
  while (entries.length < MAX_FILES) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) break;
    entries.push(...some);
  }
  entries.sort((a, b) => byName(a.name, b.name));
  for (const entry of entries) {
    if (found.length >= MAX_FILES) return;
    if (entry.isDirectory) {
      await readFolder(/** @type {FileSystemDirectoryEntry} */ (entry), found);
    } else {
      const file = await fileOf(/** @type {FileSystemFileEntry} */ (entry));
      if (file) found.push({ file, path: entry.fullPath.replace(/^\//, "") });
    }
  }
}

/**
 * @param {FileSystemFileEntry} entry
 * @returns {Promise<File | undefined>} `undefined`: it can't be read
 */
function fileOf(entry) {
  return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)));
}

const collator = new Intl.Collator(undefined, { numeric: true });

/**
 * @param {string} a
 * @param {string} b
 */
function byName(a, b) {
  return collator.compare(a, b);
}

/**
 * The mark that makes an input's name unique in a cluster. A service's job sees the base name alone, and scripts make
 * the names of outputs from it; so the mark is part of the name.
 *
 * @module
 */
import { cleanName } from "./clean_name.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
const PREFIX = "fb";
const RANDOM_LENGTH = 14;

/** Larger random bytes are left out, so that each letter is as likely as the others. */
const BYTE_LIMIT = 256 - 256 % ALPHABET.length;

/** A mark wherever it stands in a name. */
export const MARK_PATTERN: RegExp = new RegExp(`${PREFIX}[${ALPHABET}]{${RANDOM_LENGTH}}`);

/** A new mark: `fb` and 14 letters and digits (72 random bits), without a dot, for scripts cut names at the first one. */
export function newMark(): string {
  let mark = PREFIX;
  while (mark.length < PREFIX.length + RANDOM_LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(2 * RANDOM_LENGTH))) {
      const isFull = mark.length === PREFIX.length + RANDOM_LENGTH;
      if (!isFull && byte < BYTE_LIMIT) mark += ALPHABET[byte % ALPHABET.length];
    }
  }
  return mark;
}

/** The name under which an input is put: `<mark>-<clean name>`. */
export function markedName(mark: string, original: string): string {
  return `${mark}-${cleanName(original)}`;
}

/**
 * Whether an object is an output of the input with this mark: its key has the mark below the output's folder, in its
 * own name or in that of a sub-folder. Keys that end in `/` are markers of folders.
 *
 * @param key as the cluster's storage has it, not URL-encoded
 * @param folder the output's folder in its bucket; empty for the whole bucket
 */
export function hasMark(key: string, folder: string, mark: string): boolean {
  const prefix = folder === "" ? "" : `${folder}/`;
  if (mark === "" || key.endsWith("/") || !key.startsWith(prefix)) return false;
  return key.slice(prefix.length).toLowerCase().includes(mark);
}

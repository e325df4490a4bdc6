/**
 * Names for users' disks and for archives: readable, in any language, and never a way out of their folder.
 *
 * @module
 */

/** Bytes of UTF-8 that every file system takes; some room is left for ` (2)`. */
const MAX_BYTES = 200;
const MAX_DEPTH = 32;

const utf8 = new TextEncoder();

/** What Windows or a shell refuses, separators, control characters, and marks that change the direction of text. */
const UNSAFE = /[\p{Cc}<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Names of devices, which Windows opens instead of a file. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/**
 * One name of a file: control characters, separators and what Windows refuses are `_`; leading dots and blanks, and
 * trailing ones, go. The extension is kept when the name is cut.
 *
 * @param fallback where nothing is left
 */
export function safeFileName(name: string, fallback = "file"): string {
  const safe = name.toWellFormed().normalize("NFC").replace(UNSAFE, "_")
    .replace(/^[\s.]+|[\s.]+$/g, "").replace(DEVICE, "_$&");
  return cut(safe) || fallback;
}

/**
 * A path of an archive's entry as a path below the folder that it is unpacked to: `/` between safe names, without
 * `..`, drives and roots.
 *
 * @returns `undefined` for a folder, and where no name is left
 */
export function cleanPath(path: string): string | undefined {
  if (/[/\\]$/.test(path)) return undefined;
  const parts = path.split(/[/\\]/).filter((part, i) =>
    !/^[\s.]*$/.test(part) && !(i === 0 && /^[a-z]:$/i.test(part))
  );
  if (parts.length === 0) return undefined;
  return parts.slice(-MAX_DEPTH).map((part) => safeFileName(part)).join("/");
}

function cut(name: string): string {
  if (utf8.encode(name).length <= MAX_BYTES) return name;
  const extension = /\.[^.\s]{1,16}$/.exec(name)?.[0] ?? "";
  let room = MAX_BYTES - utf8.encode(extension).length;
  let stem = "";
  for (const character of name.slice(0, name.length - extension.length)) {
    room -= utf8.encode(character).length;
    if (room < 0) break;
    stem += character;
  }
  return stem.trimEnd() + extension;
}

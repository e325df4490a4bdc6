/**
 * What a picture is called: cleaned of all that could do harm in a ZIP, a page or a spreadsheet. It
 * is only ever a label; names of files on our disk are made by us.
 *
 * @module
 */

/** Folders deeper than this are left out, the outermost first. */
const MAX_PARTS = 8;
/** Of one part, in UTF-16 units; with the ending. */
const MAX_PART = 80;
/** What no part may have: controls, marks that turn the direction of text, what Windows forbids. */
const FORBIDDEN =
  // deno-lint-ignore no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc<>:"|?*]/gu;
/** Devices of Windows, with any ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const ENDING = /\.[A-Za-z0-9]{1,8}$/;
/** Endings that stand for the same format. */
const ENDINGS = { jpeg: /\.(jpe?g|jpe|jfif)$/i, png: /\.png$/i } as const;

/**
 * Cleans a name, which may be a relative path: what would lead out of a folder is left out, and
 * what is left is bounded.
 *
 * @returns parts joined by `/`, one at least, none of them empty, `.` or `..`
 */
export function cleanName(given: string): string {
  // A path of ten thousand characters needn't be looked at whole.
  const parts = given.slice(-4000).toWellFormed().normalize("NFC").split(/[/\\]/)
    .map(cleanPart).filter((part) => part !== "");
  return parts.slice(-MAX_PARTS).join("/") || "picture";
}

/** Names of one run: each is given once, whatever the case of its letters. */
export class Names {
  readonly #taken = new Set<string>();
  /** Where counting resumes for a name that came often. */
  readonly #counts = new Map<string, number>();

  /** The name, or the first free one of `name (2)`, `name (3)` …, before its ending. */
  take(name: string): string {
    const ending = ENDING.exec(name)?.[0] ?? "";
    const stem = name.slice(0, name.length - ending.length);
    const key = name.toLowerCase();
    let number = this.#counts.get(key) ?? 1;
    let free = name;
    while (this.#taken.has(free.toLowerCase())) free = `${stem} (${++number})${ending}`;
    if (number > 1) this.#counts.set(key, number);
    this.#taken.add(free.toLowerCase());
    return free;
  }
}

/** A name with the extension of the file's format. */
export function withEnding(name: string, format: "jpeg" | "png"): string {
  if (ENDINGS[format].test(name)) return name;
  return name.replace(/\.(jpe?g|jpe|jfif|png|bmp|dib|webp)$/i, "") +
    (format === "jpeg" ? ".jpg" : ".png");
}

function cleanPart(part: string): string {
  // Windows drops blanks and dots at the end, and with them the difference between names.
  const clean = part.replace(FORBIDDEN, "_").trim().replace(/[. ]+$/, "");
  if (clean === "") return "";
  const safe = DEVICE.test(clean) ? `_${clean}` : clean;
  if (safe.length <= MAX_PART) return safe;
  const ending = ENDING.exec(safe)?.[0] ?? "";
  const stem = safe.slice(0, MAX_PART - ending.length).toWellFormed().replace(/[. \ufffd]+$/, "");
  return stem + ending;
}

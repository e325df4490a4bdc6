/**
 * A file's name as scripts of services can handle it.
 *
 * @module
 */

/** Longest name, extension included. */
const MAX_LENGTH = 100;
/** What is longer, or holds anything else, is no extension. */
const EXTENSION = /\.([A-Za-z0-9]{1,10})$/;

/**
 * Letters, digits, `_` and `-`, and one dot before the extension; at most 100 characters. Scripts use names in unquoted
 * variables, and cut them at the first dot. The end of the stem is kept (`_en.wav` names a language), and so is the
 * extension.
 *
 * @param original a name or a path, with anything in it
 */
export function cleanName(original: string): string {
  const name = baseName(original);
  const extension = EXTENSION.exec(name)?.[1] ?? "";
  const stem = ascii(extension === "" ? name : name.slice(0, -extension.length - 1)) || "file";
  if (extension === "") return stem.slice(-MAX_LENGTH);
  return `${stem.slice(-(MAX_LENGTH - extension.length - 1))}.${extension}`;
}

/** What follows the last separator of Unix or Windows, without leading dots. */
function baseName(path: string): string {
  const parts = path.split(/[/\\]/).filter((part) => !/^[\s.]*$/.test(part));
  return (parts.at(-1) ?? "").trim().replace(/^\.+/, "");
}

/** Accents go, anything else that isn't allowed is one `_`. */
function ascii(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[^A-Za-z0-9_-]+/g, "_")
    .replace(/^[_-]+|[_-]+$/g, "");
}

/**
 * Names for what comes back from a cluster.
 *
 * @module
 */
import { cleanName } from "./clean_name.ts";
import { cleanPath, safeFileName } from "./safe_file_name.ts";
import { stemOf } from "./stem_of.ts";

/** What was sent, as its outputs are named after it. */
export interface SentInput {
  /** The user's own name of it. */
  readonly original: string;
  /** The mark under which it was put; left out for a synchronous call. */
  readonly mark?: string;
}

/** The supervisor's name for the input of a synchronous call. */
const EVENT_FILE = /event-file-[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}/gi;

/**
 * An output's name with the user's own name of the input in place of the mark, or of the supervisor's
 * `event-file-<uuid>`: `output_fb…-a_photo.png` of `a photo.jpg` is `output_a photo.png`.
 *
 * @param path the output's path below its folder, with `/`
 * @returns a path of safe names
 */
export function readableName(path: string, input: SentInput): string {
  const stem = stemOf(safeFileName(input.original));
  const parts = cleanPath(path)?.split("/") ?? [];
  return parts.map((part) => safeFileName(named(part, stem, input), stem)).join("/") || stem;
}

/**
 * The same for a file of an archive that a script made: its path stays as it is where it doesn't name the input.
 */
export function readableEntry(path: string, input: SentInput): string {
  const { mark } = input;
  const namesInput = path.search(EVENT_FILE) >= 0 ||
    mark !== undefined && mark !== "" && path.toLowerCase().includes(mark);
  if (!namesInput) return path;
  const end = /[/\\]+$/.exec(path)?.[0] ?? "";
  return readableName(path.slice(0, path.length - end.length), input) + end;
}

function named(part: string, stem: string, { mark, original }: SentInput): string {
  const plain = part.replace(EVENT_FILE, () => stem);
  if (mark === undefined || mark === "") return plain;
  const cleanStem = stemOf(cleanName(original));
  const literal = RegExp.escape(mark);
  const whole = new RegExp(`${literal}-${RegExp.escape(cleanStem)}`, "gi");
  // Where a script cut or changed the name, the mark alone goes.
  const rest = plain.replaceAll(whole, () => stem).replaceAll(
    new RegExp(`${literal}[-_]?`, "gi"),
    "",
  );
  return rest.startsWith(".") ? stem + rest : rest;
}

/**
 * What an answer of a service is, once it is decoded.
 *
 * @module
 */
import { mediaTypeOf } from "./media_type.ts";

/**
 * A value of JSON or of a Python literal. Tuples and sets are lists, bytes are text or a `data:` URL, and whole numbers
 * beyond 2^53 are strings of their digits. Numbers may be NaN and infinite.
 */
export type DataValue =
  | null
  | boolean
  | number
  | string
  | readonly DataValue[]
  | { readonly [key: string]: DataValue };

/** A list or an object: data is never a single value, which is as readable as text. */
export type DataContainer = readonly DataValue[] | { readonly [key: string]: DataValue };

/** What every reading has: a file for download. */
export interface ReadingFile {
  /** The file's content, or the text in UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** IANA media type by content; `application/octet-stream` where nothing is known. */
  readonly mediaType: string;
  /** For a file's name, without a dot. */
  readonly extension: string;
}

/** One way to read an answer. */
export type Reading =
  | { readonly kind: "empty" }
  | ReadingFile & { readonly kind: "bytes" }
  | ReadingFile & { readonly kind: "data"; readonly value: DataContainer; readonly text: string }
  | ReadingFile & { readonly kind: "text"; readonly text: string };

/** A synchronous call's answer. */
export interface Answer {
  /** What it is. */
  readonly reading: Reading;
  /** What else the answer can be, where both are possible: the text as it came, or what it decodes to. */
  readonly other: Reading | undefined;
  /** Lines of the supervisor and of the script that stood around the result. */
  readonly log: string;
  /** Whether a script failed: its answer ends in a traceback. */
  readonly isFailure: boolean;
}

const utf8 = new TextEncoder();

/** A text that was printed. */
export function textReading(
  text: string,
  bytes: Uint8Array<ArrayBuffer> = utf8.encode(text),
): Reading {
  if (text.trim() === "") return { kind: "empty" };
  return { kind: "text", text, bytes, ...textType(text) };
}

/** A value that was printed, with its own part of the text. */
export function dataReading(
  value: DataContainer,
  text: string,
  bytes: Uint8Array<ArrayBuffer> = utf8.encode(text),
): Reading {
  return { kind: "data", value, text, bytes, mediaType: "application/json", extension: "json" };
}

/** A file that is no text. */
export function bytesReading(bytes: Uint8Array<ArrayBuffer>, declared?: string): Reading {
  const known = mediaTypeOf(bytes);
  const fallback = { mediaType: declared ?? "application/octet-stream", extension: "bin" };
  return { kind: "bytes", bytes, ...known ?? fallback };
}

function textType(text: string): Pick<ReadingFile, "mediaType" | "extension"> {
  const start = text.slice(0, 1000).trimStart().toLowerCase();
  if (/^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)?(<!doctype svg[^>]*>\s*)?<svg[\s>]/.test(start)) {
    return { mediaType: "image/svg+xml", extension: "svg" };
  }
  if (/^(<!doctype html|<html)[\s>]/.test(start)) {
    return { mediaType: "text/html", extension: "html" };
  }
  return { mediaType: "text/plain", extension: "txt" };
}

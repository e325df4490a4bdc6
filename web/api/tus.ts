/**
 * The headers of tus 1.0, the protocol for resumable uploads
 * (https://tus.io/protocols/resumable-upload).
 *
 * @module
 */
import type { Context } from "hono";
import * as v from "valibot";
import { FrameboxError } from "../../base/errors/mod.ts";
import { HttpProblem } from "./errors.ts";
import { count, described } from "../wire/schema_parts.ts";

/** The version, and what of it is here. */
export const TUS_VERSION = "1.0.0";

/** Media type of a part of a file. */
export const PART = "application/offset+octet-stream";

/** Longest `Upload-Metadata` that is looked at. */
const MAX_METADATA = 8192;

/** What a server declares of itself. */
export function tusHeaders(maxBytes: number): Record<string, string> {
  return {
    "Tus-Resumable": TUS_VERSION,
    "Tus-Version": TUS_VERSION,
    "Tus-Extension": "creation,termination,expiration",
    "Tus-Max-Size": String(maxBytes),
  };
}

/**
 * Refuses clients of other versions; one that names none is taken for one of this.
 *
 * @throws {HttpProblem} 412
 */
export function checkVersion(c: Context): void {
  const version = c.req.header("tus-resumable");
  if (version === undefined || version === TUS_VERSION) return;
  throw new HttpProblem(
    412,
    "FAILED_PRECONDITION",
    `This server speaks tus ${TUS_VERSION}; Tus-Resumable must be ${TUS_VERSION}.`,
    undefined,
    { "Tus-Version": TUS_VERSION },
  );
}

/** A header that is a number of bytes, and has to be there. */
export function bytesHeader(name: string, description: string): v.GenericSchema<string, number> {
  const sentence = `The header ${name} must be a number of bytes.`;
  const digits = v.pipe(v.string(sentence), v.regex(/^\d{1,15}$/, sentence));
  return described(v.pipe(digits, v.transform(Number), count), description);
}

/**
 * The `filename` of an `Upload-Metadata` header: pairs of a key and a Base64 value, between commas.
 *
 * @returns as it was given; `undefined` when there is none
 * @throws {FrameboxError} `INVALID_ARGUMENT` when the header can't be read
 */
export function fileNameOf(metadata: string | undefined): string | undefined {
  if (metadata === undefined) return undefined;
  if (metadata.length > MAX_METADATA) throw unreadable();
  for (const pair of metadata.split(",")) {
    const [key, value = "", ...rest] = pair.trim().split(" ");
    if (rest.length > 0) throw unreadable();
    if (key === "filename" || key === "name") return decoded(value);
  }
  return undefined;
}

function decoded(base64: string): string {
  try {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch (caught) {
    throw unreadable(caught);
  }
}

function unreadable(cause?: unknown): FrameboxError {
  return new FrameboxError(
    "INVALID_ARGUMENT",
    "Upload-Metadata must be pairs of a key and a Base64 value, separated by commas.",
    cause,
  );
}

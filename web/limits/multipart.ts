/**
 * Finds one field in a `multipart/form-data` body (RFC 7578) that is in memory already. The field's
 * bytes are a view: nothing is copied. The body's own bound is its caller's.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { FrameboxError } from "../../base/errors/mod.ts";

/** Parts that are looked at; a form for one picture has few. */
const MAX_PARTS = 32;
/** Bytes that the headers of one part may have. */
const MAX_PART_HEADERS = 8192;

/** The boundary in a `Content-Type`, or `undefined` if that isn't `multipart/form-data`. */
export function multipartBoundary(contentType: string): string | undefined {
  if (!/^multipart\/form-data\s*(;|$)/i.test(contentType)) return undefined;
  const found = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70})(?=[\s;]|$))/i.exec(contentType);
  if (!found) throw bad("its Content-Type has no boundary");
  return found[1] ?? found[2];
}

/**
 * The first part whose name is `field`.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when there is none or the body is malformed
 */
export function multipartField(body: Uint8Array, boundary: string, field: string): Uint8Array {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  const first = delimiter.subarray(2);
  // The first delimiter has no line end before it when nothing precedes it.
  let at = bytes.subarray(0, first.length).equals(first) ? first.length : after(bytes, delimiter);
  for (let part = 0; part < MAX_PARTS; part++) {
    if (bytes.subarray(at, at + 2).toString("latin1") === "--") {
      throw bad(`it has no field ${field}`);
    }
    const headersEnd = bytes.indexOf("\r\n\r\n", at, "latin1");
    if (headersEnd < 0) throw bad("it breaks off");
    if (headersEnd - at > MAX_PART_HEADERS) throw bad("a part's headers are too long");
    const contentEnd = bytes.indexOf(delimiter, headersEnd + 2);
    if (contentEnd < 0) throw bad("it breaks off");
    if (partName(bytes.subarray(at, headersEnd).toString("utf8")) === field) {
      return body.subarray(headersEnd + 4, Math.max(contentEnd, headersEnd + 4));
    }
    at = contentEnd + delimiter.length;
  }
  throw bad(`none of its first ${MAX_PARTS} parts is the field ${field}`);
}

function after(bytes: Buffer, delimiter: Buffer): number {
  const at = bytes.indexOf(delimiter);
  if (at < 0) throw bad("its boundary is not in it");
  return at + delimiter.length;
}

function partName(headers: string): string | undefined {
  const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1];
  if (disposition === undefined) return undefined;
  const found = /;\s*name=(?:"([^"]*)"|([^\s;"]+))/i.exec(disposition);
  return found?.[1] ?? found?.[2];
}

function bad(what: string): FrameboxError {
  return new FrameboxError(
    "INVALID_ARGUMENT",
    `The form can't be read: ${what}. Send the picture as field image, or as the whole body.`,
  );
}

/**
 * Bytes of known length as an HTTP answer: whole, or the range that was asked for (RFC 9110, section
 * 14), so that a player can seek and a download can be resumed.
 *
 * @module
 */
import type { Context } from "hono";
import { HttpProblem } from "./errors.ts";

/** What is served. */
export interface Ranged {
  /** Of the whole. */
  readonly byteLength: number;
  /** A strong one, in its quotes: another one whenever any byte is another. */
  readonly etag: string;
  /** Further headers of the answer. */
  readonly headers: Headers;
  /** This number of bytes from `first` on. Reading them to their end, or cancelling, frees everything. */
  stream(
    first: number,
    byteLength: number,
  ): ReadableStream<Uint8Array> | Promise<ReadableStream<Uint8Array>>;
  /** Lets go of it when there was no stream. */
  close(): void;
}

/**
 * Answers GET and HEAD. One range is given as such; several at once are answered with the whole, as
 * the RFC allows.
 *
 * @throws {HttpProblem} 416 when the range lies beyond the end
 */
export async function rangedResponse(c: Context, served: Ranged): Promise<Response> {
  let handedOver = false;
  try {
    const { byteLength, etag, headers } = served;
    headers.set("Accept-Ranges", "bytes");
    headers.set("ETag", etag);
    if (names(c.req.header("if-none-match"), etag)) {
      headers.delete("Content-Type");
      headers.delete("Content-Disposition");
      return new Response(null, { status: 304, headers });
    }
    const condition = c.req.header("if-range");
    const range = condition === undefined || condition === etag
      ? rangeOf(c.req.header("range"), byteLength)
      : undefined;
    const first = range?.first ?? 0;
    const length = (range?.last ?? byteLength - 1) - first + 1;
    headers.set("Content-Length", String(length));
    if (range) headers.set("Content-Range", `bytes ${first}-${range.last}/${byteLength}`);
    const status = range ? 206 : 200;
    if (c.req.method === "HEAD") return new Response(null, { status, headers });
    const body = await served.stream(first, length);
    handedOver = true;
    return new Response(body, { status, headers });
  } finally {
    if (!handedOver) served.close();
  }
}

function names(list: string | undefined, etag: string): boolean {
  if (list === undefined) return false;
  return list.split(",", 32).some((each) => ["*", etag].includes(each.trim().replace(/^W\//, "")));
}

interface Range {
  readonly first: number;
  readonly last: number;
}

/** The one range that is asked for; `undefined` for the whole file. */
function rangeOf(header: string | undefined, size: number): Range | undefined {
  const [, from = "", to = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(header?.trim() ?? "") ?? [];
  if (from === "" && to === "") return undefined;
  const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  // An end before its beginning is no range at all; the header then means nothing.
  if (from !== "" && to !== "" && Number(to) < first) return undefined;
  if (first > last) {
    throw new HttpProblem(
      416,
      "INVALID_ARGUMENT",
      `The file has ${size} bytes; the range must begin before that.`,
      undefined,
      { "Content-Range": `bytes */${size}` },
    );
  }
  return { first, last };
}

/**
 * A file on disk as an HTTP answer: whole, or the range that was asked for (RFC 9110, section 14),
 * so that a player can seek.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../errors/mod.ts";
import { HttpProblem } from "./errors.ts";

/** Bytes that are read from disk at once. */
const CHUNK_BYTES = 256 * 1024;

/** What is served. */
export interface ServedFile {
  /** Where it is; it doesn't change any more. */
  readonly path: string;
  readonly contentType: string;
  /** Makes it a download of that name, which may hold any characters. */
  readonly downloadAs?: string | undefined;
}

/**
 * Answers GET and HEAD. One range is given as such; several at once are answered with the whole
 * file, as the RFC allows.
 *
 * @throws {FrameboxError} `NOT_FOUND` when the file is gone
 * @throws {HttpProblem} 416 when the range lies beyond its end
 */
export async function fileResponse(c: Context, served: ServedFile): Promise<Response> {
  const file = await opened(served.path);
  let handedOver = false;
  try {
    const { size, mtime } = await file.stat();
    const etag = `"${size.toString(36)}-${(mtime?.getTime() ?? 0).toString(36)}"`;
    const headers = new Headers({
      "Accept-Ranges": "bytes",
      "ETag": etag,
      // A browser may keep it, but asks each time: it goes with its run.
      "Cache-Control": "private, no-cache",
    });
    if (names(c.req.header("if-none-match"), etag)) {
      return new Response(null, { status: 304, headers });
    }
    headers.set("Content-Type", served.contentType);
    if (served.downloadAs !== undefined) {
      headers.set("Content-Disposition", attachment(served.downloadAs));
    }
    const condition = c.req.header("if-range");
    const range = condition === undefined || condition === etag
      ? rangeOf(c.req.header("range"), size)
      : undefined;
    const first = range?.first ?? 0;
    const last = range?.last ?? size - 1;
    headers.set("Content-Length", String(last - first + 1));
    if (range) headers.set("Content-Range", `bytes ${first}-${last}/${size}`);
    const status = range ? 206 : 200;
    if (c.req.method === "HEAD") return new Response(null, { status, headers });
    await file.seek(first, Deno.SeekMode.Start);
    handedOver = true;
    return new Response(bytesOf(file, last - first + 1), { status, headers });
  } finally {
    if (!handedOver) file.close();
  }
}

/** A download's name: in ASCII for old clients, and whole (RFC 6266). */
export function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const whole = encodeURIComponent(name.toWellFormed())
    .replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${whole}`;
}

async function opened(path: string): Promise<Deno.FsFile> {
  try {
    return await Deno.open(path, { read: true });
  } catch (caught) {
    if (!(caught instanceof Deno.errors.NotFound)) throw caught;
    throw new FrameboxError("NOT_FOUND", "This file is no longer kept.");
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
  const [, from = "", to = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "") ?? [];
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

/** So many bytes from where the file is; it is closed at their end. */
function bytesOf(file: Deno.FsFile, byteLength: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let left = byteLength;
  return new ReadableStream({
    async pull(controller) {
      const chunk = new Uint8Array(Math.min(CHUNK_BYTES, left));
      const read = left > 0 ? await file.read(chunk) : null;
      if (read !== null) {
        left -= read;
        controller.enqueue(chunk.subarray(0, read));
      }
      if (left > 0 && read !== null) return;
      file.close();
      controller.close();
    },
    cancel() {
      file.close();
    },
  }, { highWaterMark: 0 });
}

/**
 * A file on disk as an HTTP answer, whole or a range of it.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../base/errors/mod.ts";
import { fileStream } from "../../base/files/mod.ts";
import { rangedResponse } from "./ranged_response.ts";

/** What is served. */
export interface ServedFile {
  /** Where it is; it doesn't change any more. */
  readonly path: string;
  readonly contentType: string;
  /** Makes it a download of that name, which may hold any characters. */
  readonly downloadAs?: string | undefined;
}

/**
 * Answers GET and HEAD as {@linkcode rangedResponse} does.
 *
 * @throws {FrameboxError} `NOT_FOUND` when the file is gone
 * @throws {HttpProblem} 416 when the range lies beyond its end
 */
export async function fileResponse(c: Context, served: ServedFile): Promise<Response> {
  const file = await opened(served.path);
  const { size, mtime } = await file.stat();
  const headers = new Headers({
    "Content-Type": served.contentType,
    // A browser may keep it, but asks each time: it goes with its run.
    "Cache-Control": "private, no-cache",
  });
  if (served.downloadAs !== undefined) {
    headers.set("Content-Disposition", attachment(served.downloadAs));
  }
  return await rangedResponse(c, {
    byteLength: size,
    etag: `"${size.toString(36)}-${(mtime?.getTime() ?? 0).toString(36)}"`,
    headers,
    stream: async (first, byteLength) => {
      await file.seek(first, Deno.SeekMode.Start);
      return fileStream(file, byteLength);
    },
    close: () => file.close(),
  });
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

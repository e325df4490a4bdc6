/**
 * Reading a file of a watched folder: only what it was when it was ready, and nothing outside.
 *
 * @module
 */
import { FrameboxError } from "../errors/mod.ts";
import type { ReadyFile } from "../hub/mod.ts";

/**
 * Reads a file whole.
 *
 * @returns `undefined` when it has gone, has changed since, or is reached through a symbolic link
 * @throws {FrameboxError} `RESOURCE_EXHAUSTED` when it is larger than `maxBytes`,
 *   `PERMISSION_DENIED` when it may not be read
 */
export async function readInput(
  file: ReadyFile,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (file.size > maxBytes) {
    const sizeMb = (file.size / 1024 ** 2).toFixed(1);
    throw new FrameboxError(
      "RESOURCE_EXHAUSTED",
      `The file has ${sizeMb} MB; the largest that is taken has ${
        Math.round(maxBytes / 1024 ** 2)
      } MB (MAX_UPLOAD_MB).`,
    );
  }
  try {
    // Without a link on the way, in its directories too.
    if (await Deno.realPath(file.path) !== file.path) return undefined;
    using opened = await Deno.open(file.path);
    if (!isSame(await opened.stat(), file)) return undefined;
    const bytes = new Uint8Array(file.size);
    for (let at = 0; at < bytes.length;) {
      const read = await opened.read(bytes.subarray(at));
      if (read === null) return undefined;
      at += read;
    }
    return isSame(await opened.stat(), file) ? bytes : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw new FrameboxError(
      "PERMISSION_DENIED",
      "The file can't be read; framebox needs the right to read it.",
      error,
    );
  }
}

function isSame(info: Deno.FileInfo, file: ReadyFile): boolean {
  return info.isFile && info.size === file.size && info.mtime?.getTime() === file.modifiedMs;
}

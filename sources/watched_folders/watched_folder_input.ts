/**
 * Reading a file of a watched folder: only what it was when it was ready, and nothing outside. A symbolic
 * link to a file in the folder is that file; one that leads out of it is refused.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import {
  fileIsReady,
  type FileIsReadyOptions,
  isBelow,
  type ReadyFile,
} from "../../base/watch/mod.ts";

/** Longest wait for a file that a link leads to and that is still being written. */
const LINKED_FILE_LIMIT_MS = 30_000;

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
    if (await isReplaced(file.path)) return undefined;
    using opened = await Deno.open(file.path);
    const info = await opened.stat();
    if (!isSame(info, file)) return undefined;
    // Another program may have put a link there just before it was opened.
    if (await isReplaced(file.path, info)) return undefined;
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

/**
 * The file to which a link in the folder leads, if that is in the folder, too. A link is complete at once,
 * its target may still be written: that is waited for, as for every other file.
 *
 * @param root the folder's real path
 * @returns `undefined` when it leads to a directory in the folder, whose files have their own paths
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it leads out of the folder, in a circle, or to what is no
 *   file; `NOT_FOUND` when it leads nowhere; `DEADLINE_EXCEEDED` when the file is written for longer than
 *   half a minute
 * @throws the signal's reason when it aborts
 */
export async function linkedFile(
  link: ReadyFile,
  root: string,
  signal: AbortSignal,
  options: FileIsReadyOptions,
): Promise<ReadyFile | undefined> {
  let path: string;
  try {
    path = await Deno.realPath(link.path);
  } catch (error) {
    throw await brokenLink(link.path, error);
  }
  const info = isBelow(path, root) ? await Deno.lstat(path).catch(() => undefined) : undefined;
  if (path === root || info?.isDirectory) return undefined;
  if (!isBelow(path, root)) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      "This is a link that leads out of the watched folder, and what it leads to was not read; copy the " +
        "file itself into the folder.",
    );
  }
  if (!info?.isFile) {
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      "This is a link to what is no file; only pictures and links to pictures in the folder are read.",
    );
  }
  const limit = AbortSignal.timeout(LINKED_FILE_LIMIT_MS);
  try {
    return await fileIsReady(path, AbortSignal.any([signal, limit]), options);
  } catch (error) {
    if (signal.aborted || !limit.aborted) throw error;
    throw new FrameboxError(
      "DEADLINE_EXCEEDED",
      `The file that this link leads to is still being written after ${
        LINKED_FILE_LIMIT_MS / 1000
      } s; make the link when the file is complete. It is tried again at the next start.`,
      error,
    );
  }
}

async function brokenLink(path: string, error: unknown): Promise<FrameboxError> {
  const isThere = await Deno.lstat(path).then(() => true, () => false);
  if (error instanceof Deno.errors.NotFound && isThere) {
    return new FrameboxError(
      "NOT_FOUND",
      "This is a link that leads nowhere: what it names is not there. It is tried again at the next start.",
    );
  }
  return new FrameboxError(
    "INVALID_ARGUMENT",
    "This is a link that can't be followed: it leads in a circle, or through what may not be read.",
    error,
  );
}

/** Whether a path leads through a link, in its directories too, or to another file than the one opened. */
async function isReplaced(path: string, opened?: Deno.FileInfo): Promise<boolean> {
  const { isFile, dev, ino } = await Deno.lstat(path);
  if (!isFile || (opened && (opened.ino !== ino || opened.dev !== dev))) return true;
  return await Deno.realPath(path) !== path;
}

function isSame(info: Deno.FileInfo, file: ReadyFile): boolean {
  return info.isFile && info.size === file.size && info.mtime?.getTime() === file.modifiedMs;
}

/**
 * Waiting for one file that another process writes.
 *
 * @module
 */
import { silentLogger } from "../log/mod.ts";
import type { Clock } from "../clock/mod.ts";
import { baseName, directoryOf, realPathOf } from "./paths.ts";
import { fileAt, type ReadyFile, ReadyFiles } from "./ready_files.ts";

/** How long a file must be unchanged to count as complete. Setting `SETTLE_MS`. */
export const DEFAULT_SETTLE_MS = 300;

/** How {@linkcode fileIsReady} waits. */
export interface FileIsReadyOptions {
  /** How long nothing may have happened to it; {@linkcode DEFAULT_SETTLE_MS} by default. */
  readonly settleMs?: number;
  /** The time, for tests. */
  readonly clock?: Clock;
  /**
   * Runs the program that writes the file, and resolves when that has ended; called once the file is watched. Its
   * directory is there. The file is not ready before, and needs no settle time then if it is closed. A program whose
   * end is not seen is waited for by the file's events alone. The program ends when the signal aborts, and that end
   * is waited for, too.
   */
  readonly writtenBy?: () => Promise<void>;
}

/**
 * Waits until a file is complete: renamed into its place, or closed by its
 * writer and unchanged for the settle time. It need not be there yet, nor the directory that it will be in.
 *
 * @returns the file as it was then; `writtenBy` is settled in every case
 * @throws the signal's reason when it aborts; what `writtenBy` throws
 */
export async function fileIsReady(
  path: string,
  signal: AbortSignal,
  { writtenBy, ...options }: FileIsReadyOptions = {},
): Promise<ReadyFile> {
  signal.throwIfAborted();
  const real = await realPathOf(directoryOf(path));
  const name = baseName(path);
  const { promise, resolve, reject } = Promise.withResolvers<ReadyFile>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  let isWritten = writtenBy === undefined;
  let writing: Promise<void> | undefined;
  let latest: ReadyFile | undefined;
  const files = new ReadyFiles(real, {
    settleMs: DEFAULT_SETTLE_MS,
    recursive: false,
    mayBeAway: writtenBy === undefined,
    ignores: (other) => other !== name,
    log: silentLogger(),
    ...options,
  }, {
    ready: (file) => {
      latest = file;
      if (isWritten) resolve({ ...file, path });
    },
  });
  const work = async () => {
    await files.start();
    if (!writtenBy || signal.aborted) return;
    await (writing = writtenBy());
    isWritten = true;
    const own = `${real}/${name}`;
    // One that was renamed into its place, and not changed since.
    if (latest && isSame(latest, await fileAt(own))) resolve({ ...latest, path });
    else files.writerEnded(own);
  };
  try {
    // A file that can't be watched at all is an error as well.
    work().catch(reject);
    return await promise;
  } finally {
    signal.removeEventListener("abort", abort);
    await files.close();
    // The caller may remove the file from now on, so nothing may write it any more.
    await writing?.catch(() => {});
  }
}

function isSame(one: ReadyFile, other: ReadyFile | undefined): boolean {
  return one.size === other?.size && one.modifiedMs === other.modifiedMs;
}

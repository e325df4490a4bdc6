/**
 * Waiting for one file that another process writes.
 *
 * @module
 */
import { silentLogger } from "../log/mod.ts";
import type { Clock } from "../clock/mod.ts";
import { baseName, directoryOf, realPathOf } from "./paths.ts";
import { type ReadyFile, ReadyFiles } from "./ready_files.ts";

/** How long a file must be unchanged to count as complete. Setting `SETTLE_MS`. */
export const DEFAULT_SETTLE_MS = 300;

/** How {@linkcode fileIsReady} waits. */
export interface FileIsReadyOptions {
  /** How long nothing may have happened to it; {@linkcode DEFAULT_SETTLE_MS} by default. */
  readonly settleMs?: number;
  /** The time, for tests. */
  readonly clock?: Clock;
}

/**
 * Waits until a file is complete: renamed into its place, or closed by its
 * writer and unchanged for the settle time. It need not be there yet, nor the directory that it will be in.
 *
 * @returns the file as it was then
 * @throws the signal's reason when it aborts
 */
export async function fileIsReady(
  path: string,
  signal: AbortSignal,
  options: FileIsReadyOptions = {},
): Promise<ReadyFile> {
  signal.throwIfAborted();
  const real = await realPathOf(directoryOf(path));
  const name = baseName(path);
  const { promise, resolve, reject } = Promise.withResolvers<ReadyFile>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  const files = new ReadyFiles(real, {
    settleMs: DEFAULT_SETTLE_MS,
    recursive: false,
    ignores: (other) => other !== name,
    log: silentLogger(),
    ...options,
  }, { ready: (file) => resolve({ ...file, path }) });
  try {
    // A file that can't be watched at all is an error as well.
    files.start().catch(reject);
    return await promise;
  } finally {
    signal.removeEventListener("abort", abort);
    await files.close();
  }
}

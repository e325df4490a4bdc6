/**
 * Running a program for the sake of the file that it leaves.
 *
 * @module
 */
import { type Clock, systemClock } from "../clock/mod.ts";
import { FrameboxError } from "../errors/mod.ts";
import { fileIsReady } from "./file_is_ready.ts";
import { directoryOf } from "./paths.ts";
import { fileAt } from "./ready_files.ts";

/** Systems that report the closing of a file; on the others the program's end is all that is known. */
const REPORT_CLOSING: readonly string[] = ["linux", "android"];

/** What {@linkcode fileLeftBy} waits for after the program's end. */
export interface FileLeftByOptions {
  /** How long the file may still be written by a process that the program started. */
  readonly limitMs: number;
  /** How long the file may not be there. */
  readonly absentMs?: number;
  /** As in {@linkcode FileIsReadyOptions}. */
  readonly settleMs?: number;
  /** The time, for tests. */
  readonly clock?: Clock;
}

/** A program that has ended well without a file left none, unless a process that it started is slow to begin. */
const ABSENT_MS = 10_000;

/**
 * Runs a program that writes a file, and waits until that is complete: the program has ended with success, and
 * the file is closed. The program may be a script that ends before a process that it started and that still
 * writes.
 *
 * @param path of the file; it is best not there yet
 * @param run starts the program, and resolves when it has ended; it ends the program when the signal aborts
 * @returns what `run` gave: at once if that was no success; the program has ended in every case
 * @throws {FrameboxError} `INTERNAL` when there is no file, `DEADLINE_EXCEEDED` when it is still written after
 *   `limitMs`
 * @throws what `run` throws; the signal's reason when it aborts
 */
export async function fileLeftBy<T extends { readonly success: boolean }>(
  path: string,
  run: () => Promise<T>,
  signal: AbortSignal,
  { limitMs, absentMs = ABSENT_MS, clock = systemClock(), ...rest }: FileLeftByOptions,
): Promise<T> {
  if (!REPORT_CLOSING.includes(Deno.build.os)) return await run();
  const late = new AbortController();
  const timers: (() => void)[] = [];
  const failed = new Error("The program has failed.");
  const program: { end?: T } = {};
  const writtenBy = async () => {
    const end = program.end = await run();
    signal.throwIfAborted();
    if (!end.success) throw failed;
    // Where there is no directory there never will be a file.
    await Deno.stat(directoryOf(path));
    timers.push(
      clock.after(limitMs, () => late.abort(tooLate(limitMs))),
      clock.after(absentMs, async () => {
        if (!await fileAt(path)) late.abort(noFile());
      }),
    );
  };
  try {
    const either = AbortSignal.any([signal, late.signal]);
    await fileIsReady(path, either, { ...rest, clock, writtenBy });
  } catch (caught) {
    if (caught !== failed) throw caught;
  } finally {
    for (const cancel of timers) cancel();
  }
  return program.end!;
}

function tooLate(limitMs: number): FrameboxError {
  return new FrameboxError(
    "DEADLINE_EXCEEDED",
    `A program has ended, and the file that it was to leave is still being written ${
      Math.round(limitMs / 1000)
    } s later; it must not end before its file is complete.`,
  );
}

function noFile(): FrameboxError {
  return new FrameboxError(
    "INTERNAL",
    "A program has ended as if all were well, and has not left the file that it was to write.",
  );
}

/**
 * A range of another process's file: a frame in shared memory.
 *
 * @module
 */

import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { FrameboxError } from "../../base/errors/mod.ts";

/**
 * The place of a frame. The file's owner must not change these bytes until the frame is settled. The
 * file's identity at that time is recorded, so that another file of that name is never read.
 */
export interface FileRange {
  /** Of the file. */
  readonly path: string;
  /** Its `dev`, as `stat` has it. */
  readonly device: number;
  /** Its `ino`, as `stat` has it. */
  readonly inode: number;
  /** Where the frame starts. */
  readonly byteOffset: number;
  /** How many bytes belong to it. */
  readonly byteLength: number;
}

/**
 * @throws {FrameboxError} `INVALID_ARGUMENT` when a range has a negative or unsafe offset or length
 */
export function checkRange({ byteOffset, byteLength }: FileRange): void {
  const isPlace = byteOffset >= 0 && byteLength >= 0 && Number.isSafeInteger(byteOffset) &&
    Number.isSafeInteger(byteOffset + byteLength);
  if (isPlace) return;
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    `A frame of ${byteLength} bytes can't start at byte ${byteOffset} of the shared memory; both are ` +
      "whole numbers, and not negative.",
  );
}

/** A file range that is open; bytes are counted from the start of the range. */
export interface OpenRange {
  /**
   * Fills `target` with the bytes from `from` on.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` when the range or the file ends before
   */
  readInto(target: Uint8Array, from: number): void;
}

/**
 * Opens a range, lends it to `use`, and closes it, on this thread: usually that of a pool task, and the
 * main thread for work that is shorter than the transfer. Nothing stays open, so that memory that its
 * owner released is free at once.
 *
 * It is read, not mapped: a file that shrinks meanwhile is an error of this frame, not a signal that
 * ends the process.
 *
 * @returns what `use` returned
 * @throws {FrameboxError} `INVALID_ARGUMENT` when the file is gone, is another one or is too short
 */
export function withRange<T>(range: FileRange, use: (open: OpenRange) => T): T {
  const file = openRange(range.path);
  try {
    const is = fstatSync(file);
    // File systems give the inode of a file that was removed to the next thing that is made.
    const isSame = is.dev === range.device && is.ino === range.inode && is.isFile();
    if (!isSame) throw replaced();
    return use({
      readInto(target, from) {
        if (from < 0 || from + target.byteLength > range.byteLength) throw tooShort();
        readFully(file, target, range.byteOffset + from);
      },
    });
  } finally {
    closeSync(file);
  }
}

function openRange(path: string): number {
  try {
    // Opening a pipe that took the file's place would wait for ever.
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (caught) {
    throw replaced(caught);
  }
}

function readFully(file: number, target: Uint8Array, position: number): void {
  let done = 0;
  while (done < target.byteLength) {
    const read = readSync(file, target, done, target.byteLength - done, position + done);
    if (read === 0) throw tooShort();
    done += read;
  }
}

function replaced(cause?: unknown): FrameboxError {
  return new FrameboxError(
    "INVALID_ARGUMENT",
    "The shared memory was removed or replaced before its frame was read; keep it until the frame " +
      "is answered.",
    cause,
  );
}

function tooShort(): FrameboxError {
  return new FrameboxError(
    "INVALID_ARGUMENT",
    "The shared memory ends before its frame does; make it as long as all frames in it need.",
  );
}

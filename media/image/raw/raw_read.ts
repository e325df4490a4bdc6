/**
 * The bytes of a raw frame, wherever they are.
 *
 * @module
 */

import { type FileRange, withRange } from "../file_range.ts";
import type { RawFormat } from "./raw_format.ts";

/** A frame and where its bytes are. */
export interface RawFrame {
  /** What they are. */
  readonly format: RawFormat;
  /** The bytes, or where they lie: then they are read by the thread that needs them. */
  readonly bytes: Uint8Array | FileRange;
}

/** Fills `target` with a frame's bytes from `from` on. */
export type ReadInto = (target: Uint8Array, from: number) => void;

/**
 * Lends what reads a frame piece by piece.
 *
 * @returns what `use` returned
 * @throws {FrameboxError} as {@linkcode withRange}
 */
export function withReader<T>(
  bytes: Uint8Array | FileRange,
  use: (readInto: ReadInto) => T,
): T {
  return bytes instanceof Uint8Array
    ? use(bytesReader(bytes))
    : withRange(bytes, ({ readInto }) => use(readInto));
}

/** Reads from bytes in memory. */
export function bytesReader(bytes: Uint8Array): ReadInto {
  return (target, from) => target.set(bytes.subarray(from, from + target.byteLength));
}

import { constants, inflateSync } from "node:zlib";
import type { Budget } from "./limits.ts";
import { invalid, MI, padded, type Source, sourceOf } from "./tags.ts";

/** Deflate can't shrink further than this (RFC 1951: 258 bytes from two bits), so more is a lie. */
const MAX_EXPANSION = 1032;

/** How much is inflated to see a variable's tag, and then its name and dimensions. */
const FIRST_LOOK_BYTES = 128;

/** Bytes that an inflated element may have beyond what its tag declares. */
const SLACK_BYTES = 64;

/**
 * Inflates a compressed variable whole. Its tag is looked at first, so that no more is allocated
 * than the tag declares, and nothing at all when that is more than the limit.
 *
 * @param compressed the data of a `MI.COMPRESSED` element
 * @throws {FrameboxError} INVALID_ARGUMENT for a damaged stream, RESOURCE_EXHAUSTED over the limit
 */
export function inflateElement(
  compressed: Uint8Array,
  littleEndian: boolean,
  budget: Budget,
): Source {
  const start = inflateStart(compressed, FIRST_LOOK_BYTES, littleEndian);
  const total = elementBytes(start, compressed.length);
  budget.takeInflated(total);
  let inflated: Uint8Array;
  try {
    const room = total + SLACK_BYTES;
    inflated = inflateSync(compressed, { chunkSize: Math.max(room, 64), maxOutputLength: room });
  } catch (cause) {
    throw damaged(cause);
  }
  return sourceOf(inflated, littleEndian);
}

/**
 * Inflates only the start of a compressed variable, as much as `compressedBytes` of it give.
 *
 * @throws {FrameboxError} INVALID_ARGUMENT for a damaged stream
 */
export function inflateStart(
  compressed: Uint8Array,
  compressedBytes: number,
  littleEndian: boolean,
): Source {
  const options = { finishFlush: constants.Z_SYNC_FLUSH };
  try {
    const inflated = inflateSync(compressed.subarray(0, compressedBytes), options);
    return sourceOf(inflated, littleEndian);
  } catch (cause) {
    throw damaged(cause);
  }
}

/** How many bytes the element at the start of `source` takes, tag included. */
export function elementBytes(source: Source, compressedBytes: number): number {
  if (source.bytes.length < 8) throw damaged();
  const type = source.view.getUint32(0, source.littleEndian);
  if (type !== MI.MATRIX) {
    throw invalid(
      `The MATLAB file is damaged: a compressed element holds data type ${type}, not an array.`,
    );
  }
  const total = 8 + padded(source.view.getUint32(4, source.littleEndian));
  if (total > MAX_EXPANSION * compressedBytes + SLACK_BYTES) {
    throw invalid(
      `The MATLAB file is damaged: ${compressedBytes} compressed bytes can't hold ${total}.`,
    );
  }
  return total;
}

function damaged(cause?: unknown): Error {
  return invalid("The MATLAB file is damaged: a compressed variable can't be inflated.", cause);
}

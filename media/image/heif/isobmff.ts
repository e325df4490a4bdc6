/**
 * Boxes of the ISO base media file format, as HEIF files have them.
 *
 * Source: ISO/IEC 14496-12, section 4.2.
 *
 * @module
 */

import type { FrameboxError } from "../../../base/errors/mod.ts";

/** One box: its type and what is in it, without its header. */
export interface Box {
  readonly type: string;
  readonly body: Uint8Array;
}

/** More are nonsense; a reader would be busy with empty ones for long. */
const MAX_BOXES = 100_000;

/** Why a file's boxes can't be read; the reader of its kind turns it into a sentence. */
export class BoxError extends Error {}

/**
 * The boxes in a row. A last one that is longer than the file is returned as far as the file has it: the
 * decoder detects cut pixels.
 *
 * @throws {BoxError} when a box has an impossible length
 */
export function* boxesIn(bytes: Uint8Array): Generator<Box> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (let count = 0; at + 8 <= bytes.byteLength; count++) {
    if (count > MAX_BOXES) throw new BoxError("it has too many parts");
    let size = view.getUint32(at);
    let head = 8;
    if (size === 1) {
      if (at + 16 > bytes.byteLength) throw new BoxError("it is cut");
      size = Number(view.getBigUint64(at + 8));
      head = 16;
    } else if (size === 0) size = bytes.byteLength - at;
    if (size < head) throw new BoxError("a part has an impossible length");
    const end = Math.min(at + size, bytes.byteLength);
    yield { type: textAt(bytes, at + 4), body: bytes.subarray(at + head, end) };
    at += size;
  }
}

/** The first box of a type, if there is one. */
export function boxIn(bytes: Uint8Array, type: string): Uint8Array | undefined {
  for (const box of boxesIn(bytes)) if (box.type === type) return box.body;
  return undefined;
}

/** Four characters. */
export function textAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** Reads big-endian numbers one after the other. */
export class Reader {
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes that are left. */
  get left(): number {
    return this.#view.byteLength - this.#at;
  }

  /** A number of 0, 1, 2, 3, 4 or 8 bytes. */
  uint(bytes: number): number {
    let value = 0;
    for (let i = 0; i < bytes; i++) value = value * 256 + this.#byte();
    return value;
  }

  /** Four characters. */
  text(): string {
    return String.fromCharCode(this.#byte(), this.#byte(), this.#byte(), this.#byte());
  }

  /** The next bytes, not copied. */
  take(length: number): Uint8Array {
    if (length > this.left) throw new BoxError("it is cut");
    const { buffer, byteOffset } = this.#view;
    const taken = new Uint8Array(buffer, byteOffset + this.#at, length);
    this.#at += length;
    return taken;
  }

  #byte(): number {
    if (this.left < 1) throw new BoxError("it is cut");
    return this.#view.getUint8(this.#at++);
  }
}

/** The message of a {@linkcode BoxError}, as the error of a picture; other errors stay. */
export function asPictureError(
  caught: unknown,
  sentence: (what: string) => FrameboxError,
): unknown {
  return caught instanceof BoxError ? sentence(caught.message) : caught;
}

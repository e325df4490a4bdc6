/**
 * The numbers of a profile's bytes, and the sentence for a profile that can't be read.
 *
 * @module
 */

import { FrameboxError } from "../../../base/errors/mod.ts";

/** `INVALID_ARGUMENT`: the profile is cut, damaged or of a kind that is not used. */
export function profileFault(what: string, cause?: unknown): FrameboxError {
  return new FrameboxError(
    "INVALID_ARGUMENT",
    `The picture's colour profile can't be used, so its colours may be off: ${what}. Save the picture ` +
      "in sRGB.",
    cause,
  );
}

/** Big-endian numbers as profiles have them. A read beyond the end fails. */
export class IccBytes {
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get byteLength(): number {
    return this.#view.byteLength;
  }

  /** The bytes from `at` to `at + length` by themselves. */
  part(at: number, length: number): IccBytes {
    if (at + length > this.byteLength) throw profileFault("it is cut");
    const { buffer, byteOffset } = this.#view;
    return new IccBytes(new Uint8Array(buffer, byteOffset + at, length));
  }

  u8(at: number): number {
    return this.#view.getUint8(this.#within(at, 1));
  }

  u16(at: number): number {
    return this.#view.getUint16(this.#within(at, 2));
  }

  u32(at: number): number {
    return this.#view.getUint32(this.#within(at, 4));
  }

  /** s15Fixed16Number. */
  fixed(at: number): number {
    return this.#view.getInt32(this.#within(at, 4)) / 65_536;
  }

  /** Four letters. */
  tag(at: number): string {
    return String.fromCharCode(this.u8(at), this.u8(at + 1), this.u8(at + 2), this.u8(at + 3));
  }

  #within(at: number, length: number): number {
    if (!(at >= 0 && at + length <= this.byteLength)) throw profileFault("it is cut");
    return at;
  }
}

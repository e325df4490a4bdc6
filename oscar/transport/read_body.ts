/**
 * Bodies of answers, within bounds.
 *
 * @module
 */
import { Buffer } from "node:buffer";

/** What {@linkcode readWithin} gives for a body that is longer. */
export const TOO_LARGE = Symbol("too large");

/**
 * A whole body; one that is longer than the limit is given up where it exceeds it, and its connection closed.
 *
 * @param maxBytes of the body
 */
export async function readWithin(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | typeof TOO_LARGE> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > maxBytes) return TOO_LARGE;
    pieces.push(piece);
  }
  return joined(pieces, length);
}

/** The end of a body of any length. */
export async function readTail(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    pieces.push(piece);
    length += piece.length;
    while (pieces.length > 1 && length - pieces[0]!.length >= maxBytes) {
      length -= pieces.shift()!.length;
    }
  }
  return joined(pieces, length).subarray(-maxBytes);
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.concat(pieces, length);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

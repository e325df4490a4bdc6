/**
 * Memory that is given back at once. Bytes of a picture that wait for the garbage collector make it run: it
 * counts them, and then looks through everything else (V8's "external memory pressure").
 *
 * @module
 */

/** Smaller pieces of a stream are left to the garbage collector: freeing them gains nothing. */
const WORTH_FREEING_BYTES = 4096;

/**
 * Gives the memory of a piece of a stream back, if it fills its buffer; it is empty from then on. A part of a
 * larger buffer is left alone, for others may have the rest.
 *
 * @param bytes without another owner or reader
 */
export function freeBytes(bytes: Uint8Array): void {
  const { byteLength } = bytes;
  if (byteLength >= WORTH_FREEING_BYTES && bytes.buffer.byteLength === byteLength) {
    freeBuffer(bytes);
  }
}

/**
 * Gives the whole buffer of bytes back, whatever else is in it. Bytes whose buffer was given away already, or
 * is shared with other threads, are left alone.
 *
 * @param bytes without another view on their buffer, or another reader of it
 */
export function freeBuffer({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && !buffer.detached) buffer.transfer(0);
}

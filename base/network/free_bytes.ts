/**
 * Memory that is given back at once. Bytes of a picture that wait for the garbage collector make it run: it
 * counts them, and then looks through everything else (V8's "external memory pressure").
 *
 * @module
 */
import type { Socket } from "node:net";

/** Less than this is left to the garbage collector: freeing it gains nothing. */
const WORTH_FREEING_BYTES = 4096;

/**
 * Gives the memory of bytes back, if they fill their buffer; they are empty from then on. Bytes that are a
 * part of a larger buffer are left alone, for others may have the rest.
 *
 * @param bytes nobody else has them, or reads them any more
 */
export function freeBytes({ buffer, byteLength }: Uint8Array): void {
  if (byteLength < WORTH_FREEING_BYTES || buffer.byteLength !== byteLength) return;
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}

/**
 * Frees what a socket has read once HTTP/2, which copies what it keeps, is through with it.
 *
 * @param socket given to HTTP/2 already: listeners are called in their order
 */
export function freeReads(socket: Socket): void {
  socket.on("data", freeBytes);
}

/**
 * Bytes on their way between threads.
 *
 * @module
 */

/** Bytes that have a buffer of their own, and the list that hands it over. */
export interface TransferBytes {
  /** All of its buffer. */
  readonly data: Uint8Array<ArrayBuffer>;
  /** That buffer. */
  readonly transfer: ArrayBuffer[];
}

/**
 * Readies bytes to be handed over: those that fill their buffer as they are (their holder loses
 * them), a part of a larger buffer as a copy, for the whole buffer would go with it.
 */
export function toTransfer(bytes: Uint8Array): TransferBytes {
  const { buffer } = bytes;
  const data = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(bytes);
  return { data, transfer: [data.buffer] };
}

/** A copy to be handed over; its holder keeps the original. Cheaper than a structured clone. */
export function copyToTransfer(bytes: Uint8Array): TransferBytes {
  const data = new Uint8Array(bytes);
  return { data, transfer: [data.buffer] };
}

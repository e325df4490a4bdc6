/**
 * Files that are in memory, as calls take them.
 *
 * @module
 */
import type { CallInput } from "./service_call.ts";

/** An input of these bytes, which are not copied. */
export function bytesInput(name: string, mediaType: string, bytes: Uint8Array): CallInput {
  return { name, mediaType, byteLength: bytes.length, pieces: () => piecesOf(bytes) };
}

/** Bytes as one piece. */
export async function* piecesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, void> {
  yield await Promise.resolve(bytes);
}

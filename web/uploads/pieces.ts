/**
 * A body in pieces, without filling the memory.
 *
 * @module
 */

/** Bytes that are in memory of one body. */
const PIECE_BYTES = 256 * 1024;

/** Gives a body piece by piece. */
export interface Pieces {
  /** The next one, valid until the next call; `undefined` at the end. */
  next(): Promise<Uint8Array | undefined>;
  /** Nothing more is wanted. Never rejects. */
  cancel(): Promise<void>;
}

/**
 * Reads all of a body into one buffer, over and over: a new one for each piece would fill the memory
 * faster than it is collected. Small bodies, which are in memory already, come as they are.
 */
export function piecesOf(body: ReadableStream<Uint8Array>): Pieces {
  const reader = byobReader(body);
  if (!reader) return plainPieces(body.getReader());
  let buffer = new ArrayBuffer(PIECE_BYTES);
  return {
    async next() {
      const { done, value } = await reader.read(new Uint8Array(buffer));
      if (done || !value) return undefined;
      buffer = value.buffer;
      return value;
    },
    cancel: () => reader.cancel().catch(() => {}),
  };
}

function plainPieces(reader: ReadableStreamDefaultReader<Uint8Array>): Pieces {
  return {
    next: async () => (await reader.read()).value,
    cancel: () => reader.cancel().catch(() => {}),
  };
}

/** Deno gives what came with the head of its request as a stream of another kind. */
function byobReader(body: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | undefined {
  try {
    return body.getReader({ mode: "byob" });
  } catch (caught) {
    if (caught instanceof TypeError && !body.locked) return undefined;
    throw caught;
  }
}

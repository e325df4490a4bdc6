/**
 * A response's text, made while it is read.
 *
 * @module
 */

/** Sent at once; smaller pieces cost more than they carry. */
const CHUNK_CHARACTERS = 32 * 1024;

/**
 * A stream of what a generator gives. It works only as fast as the reader reads.
 *
 * @param first what it gave already
 * @param over called once, when the text is sent, was given up, or could not be made
 */
export function textStream(
  first: IteratorResult<string, void>,
  pieces: AsyncIterator<string, void, void>,
  over: () => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next = first;
  return new ReadableStream({
    async pull(controller) {
      let text = "";
      try {
        while (text.length < CHUNK_CHARACTERS && !next.done) {
          text += next.value;
          next = await pieces.next();
        }
      } catch (error) {
        over();
        throw error;
      }
      if (text !== "") controller.enqueue(encoder.encode(text));
      if (!next.done) return;
      over();
      controller.close();
    },
    async cancel() {
      await pieces.return?.();
      over();
    },
  }, { highWaterMark: 0 });
}

/**
 * Knowing when a stream is over.
 *
 * @module
 */

/**
 * The same stream.
 *
 * @param over called once, when all of it was read, it was cancelled, or it can't be read; what is being read
 *   at a cancellation is read to its end before
 */
export function whileSent<T>(stream: ReadableStream<T>, over: () => void): ReadableStream<T> {
  const reader = stream.getReader();
  return new ReadableStream<T>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
      } catch (error) {
        over();
        throw error;
      }
      over();
      controller.close();
    },
    async cancel(reason) {
      try {
        await reader.cancel(reason);
      } finally {
        over();
      }
    },
  }, { highWaterMark: 0 });
}

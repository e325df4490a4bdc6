/**
 * Tells when the body of an answer is over.
 *
 * @module
 */

/** The same body; `over` is called once, when it was sent, given up, or can't be read. */
export function whileSent<T>(body: ReadableStream<T>, over: () => void): ReadableStream<T> {
  const reader = body.getReader();
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
      over();
      await reader.cancel(reason);
    },
  }, { highWaterMark: 0 });
}

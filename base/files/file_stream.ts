/**
 * A file as a stream that is read only as fast as it is taken.
 *
 * @module
 */

/** How much is read at once, in bytes. */
const CHUNK_BYTES = 128 * 1024;

/**
 * The file's bytes from where it stands; it is closed at their end, or when the stream is cancelled.
 *
 * @param byteLength the most bytes that are read; without it up to the file's end
 */
export function fileStream(
  file: Deno.FsFile,
  byteLength: number = Infinity,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let left = byteLength;
  let reading: Promise<number | null> | undefined;
  let isOpen = true;
  const close = () => {
    if (isOpen) file.close();
    isOpen = false;
  };
  return new ReadableStream({
    async pull(controller) {
      const chunk = new Uint8Array(Math.min(CHUNK_BYTES, left));
      let read: number | null;
      try {
        reading = left > 0 ? file.read(chunk) : Promise.resolve(null);
        read = await reading;
      } catch (error) {
        close();
        throw error;
      }
      if (!isOpen) return;
      left -= read ?? left;
      if (read !== null) controller.enqueue(chunk.subarray(0, read));
      if (read !== null && left > 0) return;
      close();
      controller.close();
    },
    async cancel() {
      // A file that is being read stays open until that is over.
      const last = reading;
      const wasOpen = isOpen;
      isOpen = false;
      await last?.catch(() => {});
      if (wasOpen) file.close();
    },
  }, { highWaterMark: 0 });
}

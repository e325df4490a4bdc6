/**
 * A file as a stream that is read only as fast as it is taken.
 *
 * @module
 */

/** How much is read at once, in bytes. */
const CHUNK_BYTES = 128 * 1024;

/** The file's bytes from where it stands; it is closed at its end, or when the stream is cancelled. */
export function fileStream(file: Deno.FsFile): ReadableStream<Uint8Array<ArrayBuffer>> {
  let reading: Promise<number | null> | undefined;
  let isOpen = true;
  const close = () => {
    if (isOpen) file.close();
    isOpen = false;
  };
  return new ReadableStream({
    async pull(controller) {
      const chunk = new Uint8Array(CHUNK_BYTES);
      let read: number | null;
      try {
        reading = file.read(chunk);
        read = await reading;
      } catch (error) {
        close();
        throw error;
      }
      if (!isOpen) return;
      if (read !== null) return controller.enqueue(chunk.subarray(0, read));
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

/**
 * A file as a stream that is read only as fast as it is taken.
 *
 * @module
 */

/** How much is read at once, in bytes. */
const CHUNK_BYTES = 128 * 1024;

/** The file's bytes from where it stands; it is closed at its end, or when the stream is cancelled. */
export function fileStream(file: Deno.FsFile): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      const chunk = new Uint8Array(CHUNK_BYTES);
      let read: number | null;
      try {
        read = await file.read(chunk);
      } catch (error) {
        file.close();
        throw error;
      }
      if (read !== null) return controller.enqueue(chunk.subarray(0, read));
      file.close();
      controller.close();
    },
    cancel: () => file.close(),
  }, { highWaterMark: 0 });
}

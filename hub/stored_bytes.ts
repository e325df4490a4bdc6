/**
 * Reading a file that grows: bytes that were written stay where they are, until another file takes
 * its name.
 *
 * @module
 */

/** How much is read at once, in bytes. */
const CHUNK_BYTES = 256 * 1024;

/** Whether the file has exactly these bytes at `offset`. */
export async function hasBytes(path: string, offset: number, bytes: Uint8Array): Promise<boolean> {
  using file = await Deno.open(path, { read: true });
  await file.seek(offset, Deno.SeekMode.Start);
  const buffer = new Uint8Array(Math.min(CHUNK_BYTES, bytes.byteLength));
  for (let done = 0; done < bytes.byteLength;) {
    const read = await file.read(buffer.subarray(0, bytes.byteLength - done));
    if (read === null) return false;
    for (let i = 0; i < read; i++) if (buffer[i] !== bytes[done + i]) return false;
    done += read;
  }
  return true;
}

/**
 * The first bytes of the file as it is now, as a stream; what is appended later doesn't show, nor
 * does a file that takes its name.
 */
export async function firstBytes(
  path: string,
  byteLength: number,
): Promise<ReadableStream<Uint8Array>> {
  const file = await Deno.open(path, { read: true });
  let left = byteLength;
  return new ReadableStream({
    async pull(controller) {
      try {
        const chunk = new Uint8Array(Math.min(CHUNK_BYTES, left));
        const read = left > 0 ? await file.read(chunk) : 0;
        if (read === null) throw new Error("a file on disk is shorter than what was written to it");
        left -= read;
        if (read > 0) controller.enqueue(chunk.subarray(0, read));
        if (left > 0) return;
      } catch (error) {
        file.close();
        throw error;
      }
      file.close();
      controller.close();
    },
    cancel: () => file.close(),
  }, { highWaterMark: 0 });
}

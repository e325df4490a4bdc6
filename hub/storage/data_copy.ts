/**
 * A run's `data.mat` as it was at one moment, as bytes.
 *
 * @module
 */
import type { DataCopy } from "../api/mod.ts";

/** Bytes that are read at once. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Holds the file open. Bytes that were written stay where they are, until another file takes its name, which
 * this copy doesn't see.
 */
export class OpenCopy implements DataCopy {
  readonly #file: Deno.FsFile;
  #closed = false;

  /** @param file open for reading; closed with the copy */
  constructor(file: Deno.FsFile, readonly byteLength: number, readonly version: string) {
    this.#file = file;
  }

  get body(): ReadableStream<Uint8Array> {
    return this.stream();
  }

  stream(first = 0, byteLength = this.byteLength - first): ReadableStream<Uint8Array> {
    const pieces = this.pieces(first, byteLength);
    return new ReadableStream({
      pull: async (controller) => {
        try {
          const { done, value } = await pieces.next();
          if (!done) return controller.enqueue(value);
        } catch (error) {
          this.close();
          throw error;
        }
        this.close();
        controller.close();
      },
      cancel: async () => {
        // A read under way is completed.
        await pieces.return();
        this.close();
      },
    }, { highWaterMark: 0 });
  }

  async *pieces(
    first = 0,
    byteLength = this.byteLength - first,
  ): AsyncGenerator<Uint8Array, void, void> {
    await this.#file.seek(first, Deno.SeekMode.Start);
    for (let left = byteLength; left > 0;) {
      const chunk = new Uint8Array(Math.min(CHUNK_BYTES, left));
      const read = await this.#file.read(chunk);
      if (read === null) throw new Error("a file on disk is shorter than what was written to it");
      left -= read;
      yield chunk.subarray(0, read);
    }
  }

  close(): void {
    if (!this.#closed) this.#file.close();
    this.#closed = true;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

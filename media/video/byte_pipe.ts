/**
 * Reads a process's output without a copy: large pieces straight into their own buffers.
 *
 * @module
 */

/** A pipe, read in pieces whose sizes are known only while reading. */
export class BytePipe {
  readonly #reader: ReadableStreamBYOBReader;
  /** Read already and not yet taken. */
  #ahead = new Uint8Array(0);
  #ended = false;
  /** For {@linkcode BytePipe.readInto}. */
  #spare = new Uint8Array(0);

  /** Takes over a stream of bytes. */
  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader({ mode: "byob" });
  }

  /**
   * A view of the next bytes, which stay in the pipe: as many as asked for, fewer only at the end.
   * Keep the number small: what is looked at is copied once when it is read.
   */
  async peek(bytes: number): Promise<Uint8Array> {
    if (this.#ahead.length < bytes && !this.#ended) {
      const grown = new Uint8Array(bytes);
      grown.set(this.#ahead);
      const had = this.#ahead.length;
      this.#ahead = await this.#fill(grown, had);
    }
    return this.#ahead;
  }

  /** Drops bytes that were looked at. */
  skip(bytes: number): void {
    this.#ahead = this.#ahead.subarray(bytes);
  }

  /** The next bytes in a buffer of their own; fewer only at the end. */
  async read(bytes: number): Promise<Uint8Array> {
    const buffer = new Uint8Array(bytes);
    const had = Math.min(this.#ahead.length, bytes);
    buffer.set(this.#ahead.subarray(0, had));
    this.#ahead = this.#ahead.subarray(had);
    return await this.#fill(buffer, had);
  }

  /**
   * Fills a buffer that the reader can't take away, such as shared memory, by way of one that is used
   * again.
   *
   * @returns how many bytes came; fewer only at the end
   */
  async readInto(target: Uint8Array): Promise<number> {
    const had = Math.min(this.#ahead.length, target.length);
    target.set(this.#ahead.subarray(0, had));
    this.#ahead = this.#ahead.subarray(had);
    const missing = target.length - had;
    if (missing === 0) return had;
    const buffer = this.#spare.length === missing ? this.#spare : new Uint8Array(missing);
    const filled = await this.#fill(buffer, 0);
    target.set(filled, had);
    this.#spare = new Uint8Array(filled.buffer);
    return had + filled.length;
  }

  /** Gives the stream up; what is still to come is lost. */
  async close(): Promise<void> {
    await this.#reader.cancel().catch(() => {});
    this.#reader.releaseLock();
  }

  /** Fills a buffer that has its first bytes; the buffer moves, so it is given back. */
  async #fill(buffer: Uint8Array<ArrayBuffer>, had: number): Promise<Uint8Array<ArrayBuffer>> {
    while (had < buffer.length && !this.#ended) {
      const rest = buffer.subarray(had);
      const { value, done } = await this.#reader.read(rest, { min: rest.length });
      this.#ended = done;
      if (value === undefined) return new Uint8Array(0);
      had += value.length;
      buffer = new Uint8Array(value.buffer);
    }
    return had === buffer.length ? buffer : buffer.subarray(0, had);
  }
}

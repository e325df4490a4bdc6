/**
 * A run's `data.mat` as it was at one moment, read variable by variable.
 *
 * @module
 */
import type { DataSnapshot, StoredVariable } from "../api/mod.ts";

/** Bytes that are read at once, so that small variables next to each other don't cost a read each. */
const WINDOW_BYTES = 256 * 1024;

/** A variable, and where it lies in the file. */
export interface PlacedVariable extends StoredVariable {
  readonly offset: number;
}

/**
 * Holds the file open. Bytes that were written stay where they are, until another file takes its name, which
 * this snapshot doesn't see.
 */
export class OpenSnapshot implements DataSnapshot {
  readonly variables: readonly StoredVariable[];
  readonly #places: ReadonlyMap<string, PlacedVariable>;
  readonly #file: Deno.FsFile;
  #window: Uint8Array = new Uint8Array(0);
  #windowStart = 0;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  /**
   * @param file open for reading; closed with the snapshot
   * @param places what is in it, in the order of the file
   */
  constructor(file: Deno.FsFile, places: readonly PlacedVariable[]) {
    this.#file = file;
    this.variables = places;
    this.#places = new Map(places.map((place) => [place.name, place]));
  }

  find(name: string): StoredVariable | undefined {
    return this.#places.get(name);
  }

  element(name: string): Promise<Uint8Array | undefined> {
    const place = this.#places.get(name);
    if (!place) return Promise.resolve(undefined);
    // The file has one position, so reads are serialized.
    const read = this.#last.then(() => this.#read(place));
    this.#last = read.catch(() => {});
    return read;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#last.then(() => this.#file.close());
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #read({ offset, byteLength }: PlacedVariable): Promise<Uint8Array> {
    const end = offset + byteLength;
    const windowEnd = this.#windowStart + this.#window.byteLength;
    if (offset < this.#windowStart || end > windowEnd) {
      // A new window each time, since elements that were returned are views on the old one.
      this.#window = await this.#bytes(offset, Math.max(WINDOW_BYTES, byteLength));
      this.#windowStart = offset;
    }
    const start = offset - this.#windowStart;
    const element = this.#window.subarray(start, start + byteLength);
    if (element.byteLength < byteLength) {
      throw new Error("a file on disk is shorter than what was written to it");
    }
    return element;
  }

  async #bytes(offset: number, length: number): Promise<Uint8Array> {
    await this.#file.seek(offset, Deno.SeekMode.Start);
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const read = await this.#file.read(bytes.subarray(filled));
      if (read === null) break;
      filled += read;
    }
    return bytes.subarray(0, filled);
  }
}

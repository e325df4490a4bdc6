import { FrameboxError } from "../base/errors/mod.ts";
import { copyRange, joined, writeAll, writeAt } from "./file_io.ts";
import { type MatEntry, summariseElement } from "./scan.ts";
import { HEADER_BYTES } from "./tags.ts";

/** The most calls that may wait for the one at work. */
const MAX_WAITING = 1_000;

/**
 * A Level 5 file on disk that grows at its end. What an append costs doesn't depend on the file's
 * size; only {@linkcode MatAppender.replace} and {@linkcode MatAppender.remove} write it anew, to
 * another file that then takes its place at once. Calls wait for each other. Made by
 * {@linkcode openMatFile}.
 */
export class MatAppender {
  /** Bytes of an incomplete variable that were cut off when the file was opened; 0 as a rule. */
  readonly cutBytes: number;
  readonly #path: string;
  readonly #maxBytes: number;
  readonly #entries = new Map<string, MatEntry>();
  /** Blocks of object properties: their place stands in the header, so they can't be moved. */
  #unnamed = 0;
  #file: Deno.FsFile;
  #fileIsOpen = true;
  #end: number;
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #state: "open" | "closed" | "broken" = "open";

  /**
   * Takes over an open file; {@linkcode openMatFile} finds out the rest.
   *
   * @param file open for reading and writing; closed by {@linkcode MatAppender.close}
   * @param entries what is in it
   * @param end where its last element ends
   * @param cutBytes how many bytes were cut off there
   * @param maxBytes how large it may grow
   */
  constructor(
    path: string,
    file: Deno.FsFile,
    entries: readonly MatEntry[],
    end: number,
    cutBytes: number,
    maxBytes = Infinity,
  ) {
    this.#path = path;
    this.#file = file;
    this.#end = end;
    this.cutBytes = cutBytes;
    this.#maxBytes = maxBytes;
    for (const entry of entries) this.#index(entry);
  }

  /** The file's size. */
  get byteLength(): number {
    return this.#end;
  }

  /** How many variables it has. */
  get size(): number {
    return this.#entries.size;
  }

  /** Its variables in the order of the file. */
  variables(): MatEntry[] {
    return [...this.#entries.values()];
  }

  /** True when it has a variable of this name. */
  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /**
   * Adds variables in one write at the end.
   *
   * @param elements whole ones, from {@linkcode writeElement} or {@linkcode MatVariable.raw}
   * @throws {FrameboxError} ALREADY_EXISTS for a name that is there, INVALID_ARGUMENT for what is
   * no element, RESOURCE_EXHAUSTED over the size; the file stays as it was
   */
  append(elements: readonly Uint8Array[], signal?: AbortSignal): Promise<void> {
    return this.#inTurn(signal, async () => {
      const added = this.#place(elements, this.#end);
      const taken = added.find(({ name }) => this.#entries.has(name));
      if (taken !== undefined) {
        throw new FrameboxError(
          "ALREADY_EXISTS",
          `The file has a variable ${taken.name}: replace it instead.`,
        );
      }
      await this.#write(elements, added);
    });
  }

  /**
   * Adds variables in place of those that have the same names. Where none has, this is an append.
   *
   * @throws {FrameboxError} as {@linkcode MatAppender.append}, and FAILED_PRECONDITION for a file
   * with MATLAB objects
   */
  replace(elements: readonly Uint8Array[], signal?: AbortSignal): Promise<void> {
    return this.#inTurn(signal, async () => {
      const names = this.#place(elements, 0).map(({ name }) => name);
      if (names.some((name) => this.#entries.has(name))) {
        await this.#rewrite(this.#without(names), elements);
      } else await this.#write(elements, this.#place(elements, this.#end));
    });
  }

  /**
   * Puts these variables in place of all that the file has.
   *
   * @throws {FrameboxError} as {@linkcode MatAppender.replace}
   */
  replaceAll(elements: readonly Uint8Array[], signal?: AbortSignal): Promise<void> {
    return this.#inTurn(signal, () => this.#rewrite([], elements));
  }

  /**
   * Removes variables; names that the file doesn't have are passed over.
   *
   * @throws {FrameboxError} FAILED_PRECONDITION for a file with MATLAB objects
   */
  remove(names: readonly string[], signal?: AbortSignal): Promise<void> {
    return this.#inTurn(signal, async () => {
      if (names.some((name) => this.#entries.has(name))) {
        await this.#rewrite(this.#without(names), []);
      }
    });
  }

  /** Closes the file once the calls that wait are done. More calls are refused. */
  async close(): Promise<void> {
    if (this.#state === "closed") return;
    this.#state = "closed";
    await this.#tail;
    if (this.#fileIsOpen) this.#file.close();
  }

  #index(entry: MatEntry): void {
    if (entry.name === "") {
      this.#unnamed++;
      return;
    }
    this.#entries.delete(entry.name);
    this.#entries.set(entry.name, entry);
  }

  /** The entries that elements become when written at `offset`. */
  #place(elements: readonly Uint8Array[], offset: number): MatEntry[] {
    let end = offset;
    const entries = elements.map((element) => {
      const entry = { ...summariseElement(element), offset: end };
      end += element.length;
      return entry;
    });
    if (new Set(entries.map(({ name }) => name)).size !== entries.length) {
      throw new FrameboxError(
        "INVALID_ARGUMENT",
        "A variable is given twice: each name goes once.",
      );
    }
    if (end > this.#maxBytes) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        `The MATLAB file would have ${end} bytes and may have ${this.#maxBytes}.`,
      );
    }
    return entries;
  }

  async #write(elements: readonly Uint8Array[], added: readonly MatEntry[]): Promise<void> {
    if (elements.length === 0) return;
    const bytes = joined(elements);
    try {
      await writeAt(this.#file, this.#end, bytes);
    } catch (cause) {
      // Half an element must not stay: the next one would land behind it.
      await this.#file.truncate(this.#end).catch(() => this.#state = "broken");
      throw cause;
    }
    this.#end += bytes.length;
    for (const entry of added) this.#index(entry);
  }

  #without(names: readonly string[]): MatEntry[] {
    const gone = new Set(names);
    return this.variables().filter(({ name }) => !gone.has(name));
  }

  async #rewrite(kept: readonly MatEntry[], elements: readonly Uint8Array[]): Promise<void> {
    if (this.#unnamed > 0) {
      throw new FrameboxError(
        "FAILED_PRECONDITION",
        "A file with MATLAB objects can be appended to, but its variables can't be replaced.",
      );
    }
    let end = HEADER_BYTES;
    const moved = kept.map((entry) => {
      const place = { ...entry, offset: end };
      end += entry.byteLength;
      return place;
    });
    const added = this.#place(elements, end);
    const temporary = `${this.#path}.new`;
    const target = await Deno.open(temporary, { write: true, create: true, truncate: true });
    try {
      await this.#copyRemaining(kept, target);
      await writeAll(target, joined(elements));
    } catch (cause) {
      target.close();
      await Deno.remove(temporary).catch(() => {});
      throw cause;
    }
    target.close();
    await this.#takeOver(temporary);
    this.#entries.clear();
    for (const entry of [...moved, ...added]) this.#index(entry);
    this.#end = end + elements.reduce((sum, element) => sum + element.length, 0);
  }

  /** Copies the header and the variables that stay, neighbours in one go. */
  async #copyRemaining(kept: readonly MatEntry[], target: Deno.FsFile): Promise<void> {
    let start = 0;
    let end = HEADER_BYTES;
    for (const { offset, byteLength } of kept) {
      if (offset !== end) {
        await copyRange(this.#file, start, end, target);
        start = offset;
      }
      end = offset + byteLength;
    }
    await copyRange(this.#file, start, end, target);
  }

  /** Replaces the old file by the finished one; a reader meanwhile finds one of the two. */
  async #takeOver(temporary: string): Promise<void> {
    this.#file.close();
    this.#fileIsOpen = false;
    try {
      await Deno.rename(temporary, this.#path);
    } finally {
      await this.#reopen();
    }
  }

  async #reopen(): Promise<void> {
    try {
      this.#file = await Deno.open(this.#path, { read: true, write: true });
      this.#fileIsOpen = true;
    } catch (cause) {
      this.#state = "broken";
      throw cause;
    }
  }

  /** Runs `work` after the calls before it; refused when too many wait or the file is not open. */
  async #inTurn(signal: AbortSignal | undefined, work: () => Promise<void>): Promise<void> {
    if (this.#waiting >= MAX_WAITING) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        `${MAX_WAITING} calls wait for this file: wait for some of them first.`,
      );
    }
    if (this.#state === "closed") throw closed();
    const before = this.#tail;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#tail = promise;
    this.#waiting++;
    try {
      await before;
      signal?.throwIfAborted();
      if (this.#state === "broken") throw closed();
      await work();
    } finally {
      this.#waiting--;
      resolve();
    }
  }
}

function closed(): FrameboxError {
  return new FrameboxError("FAILED_PRECONDITION", "The MATLAB file is closed: open it again.");
}

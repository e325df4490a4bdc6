/**
 * A Level 5 .mat file on disk as a row of elements: new ones are written at its end.
 *
 * @module
 */
import { writeMat } from "../mat/mod.ts";
import type { DataVariable } from "./types.ts";

/** Where a variable is in the file. */
export interface StoredVariable extends Omit<DataVariable, "element"> {
  readonly byteOffset: number;
  readonly byteLength: number;
}

/** How much a copy reads at once, in bytes. */
const CHUNK_BYTES = 256 * 1024;

/** One file. Calls must not overlap: whoever owns it waits for one before the next. */
export class ElementFile {
  readonly #path: string;
  #file: Deno.FsFile;
  #byteLength: number;

  private constructor(path: string, file: Deno.FsFile, byteLength: number) {
    this.#path = path;
    this.#file = file;
    this.#byteLength = byteLength;
  }

  /** Bytes that are written and belong to the file; what lies after them on disk does not. */
  get byteLength(): number {
    return this.#byteLength;
  }

  /** Size of a file that holds these elements. */
  static sizeOf(elementBytes: number): number {
    return HEADER.byteLength + elementBytes;
  }

  /** Makes a new file with these elements. */
  static async create(
    path: string,
    variables: readonly DataVariable[],
  ): Promise<{ file: ElementFile; stored: StoredVariable[] }> {
    const file = await Deno.open(path, { createNew: true, read: true, write: true, mode: 0o600 });
    try {
      const bytes = join([HEADER, ...variables.map((variable) => variable.element)]);
      await writeAll(file, bytes);
      return {
        file: new ElementFile(path, file, bytes.byteLength),
        stored: place(variables, HEADER.byteLength),
      };
    } catch (error) {
      file.close();
      await Deno.remove(path).catch(() => {});
      throw error;
    }
  }

  /** Writes elements at the end, in one write where the system takes it whole. */
  async append(variables: readonly DataVariable[]): Promise<StoredVariable[]> {
    const bytes = join(variables.map((variable) => variable.element));
    // After a write that failed half-way the position is behind the end: the next one goes over it.
    await this.#file.seek(this.#byteLength, Deno.SeekMode.Start);
    await writeAll(this.#file, bytes);
    const stored = place(variables, this.#byteLength);
    this.#byteLength += bytes.byteLength;
    return stored;
  }

  /**
   * Rewrites the file: some of its variables, then new ones. Who reads the old file meanwhile keeps
   * it, for the new one takes its name by a rename.
   */
  async rewrite(
    kept: readonly StoredVariable[],
    added: readonly DataVariable[],
  ): Promise<StoredVariable[]> {
    const next = `${this.#path}.new`;
    const file = await Deno.open(next, { create: true, truncate: true, read: true, write: true });
    try {
      await writeAll(file, HEADER);
      let byteOffset = HEADER.byteLength;
      const stored: StoredVariable[] = [];
      for (const variable of kept) {
        await this.#copy(variable, file);
        stored.push({ ...variable, byteOffset });
        byteOffset += variable.byteLength;
      }
      await writeAll(file, join(added.map((variable) => variable.element)));
      stored.push(...place(added, byteOffset));
      await Deno.rename(next, this.#path);
      this.#file.close();
      this.#file = file;
      this.#byteLength = stored.reduce(
        (sum, { byteLength }) => sum + byteLength,
        HEADER.byteLength,
      );
      return stored;
    } catch (error) {
      file.close();
      await Deno.remove(next).catch(() => {});
      throw error;
    }
  }

  /** Whether a stored element has exactly these bytes. */
  async holds(variable: StoredVariable, element: Uint8Array): Promise<boolean> {
    if (variable.byteLength !== element.byteLength) return false;
    const buffer = new Uint8Array(Math.min(CHUNK_BYTES, element.byteLength));
    await this.#file.seek(variable.byteOffset, Deno.SeekMode.Start);
    for (let done = 0; done < element.byteLength;) {
      const part = buffer.subarray(0, element.byteLength - done);
      const read = await this.#file.read(part);
      if (read === null) return false;
      for (let i = 0; i < read; i++) if (part[i] !== element[done + i]) return false;
      done += read;
    }
    return true;
  }

  /** The file as it is now, whatever is appended or rewritten later. */
  async snapshot(): Promise<{ byteLength: number; body: ReadableStream<Uint8Array> }> {
    const file = await Deno.open(this.#path, { read: true });
    return { byteLength: this.#byteLength, body: streamOf(file, this.#byteLength) };
  }

  /** Closes it and removes it from disk. */
  async remove(): Promise<void> {
    this.#file.close();
    await Deno.remove(this.#path);
  }

  async #copy(variable: StoredVariable, to: Deno.FsFile): Promise<void> {
    const buffer = new Uint8Array(Math.min(CHUNK_BYTES, variable.byteLength));
    await this.#file.seek(variable.byteOffset, Deno.SeekMode.Start);
    for (let left = variable.byteLength; left > 0;) {
      const read = await this.#file.read(buffer.subarray(0, left));
      if (read === null) throw new Error("data.mat on disk is shorter than what was written to it");
      await writeAll(to, buffer.subarray(0, read));
      left -= read;
    }
  }
}

/** The 128 bytes that every Level 5 file starts with. */
const HEADER = writeMat([]);

function place(variables: readonly DataVariable[], from: number): StoredVariable[] {
  let byteOffset = from;
  return variables.map(({ name, class: matClass, dims, element: { byteLength } }) => {
    const stored = { name, class: matClass, dims, byteOffset, byteLength };
    byteOffset += byteLength;
    return stored;
  });
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.byteLength;
  }
  return bytes;
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.byteLength;) done += await file.write(bytes.subarray(done));
}

function streamOf(file: Deno.FsFile, byteLength: number): ReadableStream<Uint8Array> {
  let left = byteLength;
  return new ReadableStream({
    async pull(controller) {
      try {
        const chunk = new Uint8Array(Math.min(CHUNK_BYTES, left));
        const read = left > 0 ? await file.read(chunk) : null;
        if (left > 0 && read === null) throw new Error("data.mat on disk is shorter than it was");
        left -= read ?? 0;
        if (read) controller.enqueue(chunk.subarray(0, read));
        if (left > 0) return;
        file.close();
        controller.close();
      } catch (error) {
        file.close();
        throw error;
      }
    },
    cancel: () => file.close(),
  }, { highWaterMark: 0 });
}

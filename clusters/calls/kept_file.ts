/**
 * Files of calls on disk, in their session's directory under names made here, each byte counted.
 *
 * @module
 */
import { because, FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import { fileStream } from "../../base/files/mod.ts";
import type { Session } from "../../hub/mod.ts";
import { noRoomForCalls } from "./failures.ts";

/** What of a file is held to see what it is. */
const HEAD_BYTES = 256 * 1024;
/** Room is taken in steps, for files of unknown length. */
const STEP_BYTES = 1024 * 1024;
const MODE = 0o600;

/** Where calls of a session have their files. */
export type FilePlace = Pick<Session, "ended" | "makeDirectory" | "takeSpace">;

/** A file that is whole. It is removed, and its room given back, when the last of its users releases it. */
export class KeptFile {
  /** Where it is. */
  readonly path: string;
  /** Its size. */
  readonly byteLength: number;
  readonly #place: FilePlace;
  #users = 1;

  /** It is there, and its room is taken. */
  constructor(place: FilePlace, path: string, byteLength: number) {
    this.#place = place;
    this.path = path;
    this.byteLength = byteLength;
  }

  /** One user more. */
  use(): this {
    this.#users++;
    return this;
  }

  /** One user fewer. What can't be removed goes with the session's directory. */
  async release(): Promise<void> {
    // A session that has ended gives all of its room back.
    if (--this.#users !== 0 || this.#place.ended.aborted) return;
    this.#place.takeSpace(-this.byteLength);
    await Deno.remove(this.path).catch(() => {});
  }

  /** Its bytes, or a range of them, read as they are taken. */
  async stream(first = 0, byteLength?: number): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const file = await this.#open();
    if (first > 0) await file.seek(first, Deno.SeekMode.Start);
    return fileStream(file, byteLength);
  }

  /** The same as an iteration, from the start each time; a small file is one piece. */
  async *pieces(): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
    if (this.byteLength <= STEP_BYTES) yield await this.bytes();
    else yield* await this.stream();
  }

  /** All of it; the caller knows that it is small. */
  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return await reading(Deno.readFile(this.path));
  }

  #open(): Promise<Deno.FsFile> {
    return reading(Deno.open(this.path, { read: true }));
  }
}

async function reading<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (caught) {
    if (!(caught instanceof Deno.errors.NotFound)) throw toFrameboxError(caught);
    throw new FrameboxError(
      "NOT_FOUND",
      "This file is no longer kept.",
      caught,
      because("file-gone"),
    );
  }
}

/** A file, and its first 256 KiB, which it does not keep in memory. */
export interface NewFile {
  /** The file. */
  readonly file: KeptFile;
  /** Its beginning. */
  readonly head: Uint8Array<ArrayBuffer>;
}

/** Makes files. */
export class KeptFiles {
  readonly #place: FilePlace;
  readonly #makeRoom: () => Promise<boolean>;
  #count = 0;

  /**
   * Makes none yet.
   *
   * @param makeRoom removes something old; `false` where nothing is left
   */
  constructor(place: FilePlace, makeRoom: () => Promise<boolean>) {
    this.#place = place;
    this.#makeRoom = makeRoom;
  }

  /**
   * Writes a file as it comes.
   *
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED` where there is no room; nothing is left of it then, as after any error
   *   of its source
   */
  async write(pieces: AsyncIterable<Uint8Array>): Promise<NewFile> {
    const path = await this.#path();
    const head = new HeadOfFile();
    let taken = 0;
    let byteLength = 0;
    try {
      using file = await Deno.open(path, { createNew: true, write: true, mode: MODE });
      for await (const piece of pieces) {
        byteLength += piece.byteLength;
        if (byteLength > taken) taken += await this.#take(byteLength - taken);
        head.add(piece);
        for (let at = 0; at < piece.byteLength;) at += await file.write(piece.subarray(at));
      }
      this.#place.takeSpace(byteLength - taken);
      return { file: new KeptFile(this.#place, path, byteLength), head: head.bytes };
    } catch (caught) {
      if (!this.#place.ended.aborted) this.#place.takeSpace(-taken);
      await Deno.remove(path).catch(() => {});
      throw toFrameboxError(caught);
    }
  }

  /** Takes over a file that is on disk, with the room that is taken for it. */
  async adopt(from: string, byteLength: number): Promise<NewFile> {
    const path = await this.#path();
    await Deno.rename(from, path);
    const head = new HeadOfFile();
    const kept = new KeptFile(this.#place, path, byteLength);
    for await (const piece of await kept.stream(0, HEAD_BYTES)) head.add(piece);
    return { file: kept, head: head.bytes };
  }

  /** Takes room for these bytes, or more; returns how much. */
  async #take(bytes: number): Promise<number> {
    const step = Math.max(STEP_BYTES, bytes);
    if (this.#place.takeSpace(step)) return step;
    while (!this.#place.takeSpace(bytes)) {
      if (!await this.#makeRoom()) throw noRoomForCalls();
    }
    return bytes;
  }

  async #path(): Promise<string> {
    return `${await this.#place.makeDirectory()}/call-${this.#count++}`;
  }
}

class HeadOfFile {
  #bytes = new Uint8Array(4096);
  #length = 0;

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  add(piece: Uint8Array): void {
    const part = piece.subarray(0, HEAD_BYTES - this.#length);
    if (part.byteLength === 0) return;
    const needed = this.#length + part.byteLength;
    if (needed > this.#bytes.byteLength) {
      const larger = new Uint8Array(
        Math.min(HEAD_BYTES, Math.max(needed, 2 * this.#bytes.byteLength)),
      );
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(part, this.#length);
    this.#length = needed;
  }
}

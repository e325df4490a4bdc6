/**
 * The files of an image set: inputs and results, in the run's own directory
 * under names made here, each byte counted.
 *
 * @module
 */
import { because, FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import type { Run } from "../../hub/mod.ts";
import { type ImageLimits, readPictureHeader, sniffFormat } from "../../media/image/mod.ts";
import type { ItemFile } from "./image_set_items.ts";
import { NoRoomError } from "./no_room.ts";

/** The header is looked for in this many first bytes; in the whole file only if it isn't there. */
const HEAD_BYTES = 256 * 1024;
/** This many bytes identify a file's format. */
const SNIFF_BYTES = 16;
const MODE = 0o600;

/** A picture that was received. */
export interface StoredInput {
  /** Distinguishes its file from the others'. */
  readonly id: number;
  /** What its header holds. */
  readonly file: ItemFile;
}

/** Writes, reads and removes them. */
export class ImageSetStore {
  readonly #run: Run;
  readonly #limits: ImageLimits;
  /** By item: the id of its files. */
  readonly #ids: number[] = [];
  #received = 0;

  /** @param limits of each picture, checked on its header */
  constructor(run: Run, limits: ImageLimits) {
    this.#run = run;
    this.#limits = limits;
  }

  /**
   * Writes a picture to disk as it comes; no more than its beginning is kept in memory.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` as soon as it shows that it is no picture,
   *   `RESOURCE_EXHAUSTED` when it is too large or there is no room; nothing is left of it then
   */
  async receive(chunks: AsyncIterable<Uint8Array>): Promise<StoredInput> {
    const id = this.#received++;
    const path = await this.#path("in", id);
    let taken = 0;
    try {
      const head = new Uint8Array(HEAD_BYTES);
      let byteLength = 0;
      let sniffed = false;
      using file = await Deno.open(path, { createNew: true, write: true, mode: MODE });
      for await (const chunk of chunks) {
        if (byteLength < HEAD_BYTES) {
          head.set(chunk.subarray(0, HEAD_BYTES - byteLength), byteLength);
        }
        byteLength += chunk.byteLength;
        if (byteLength > this.#limits.maxBytes) throw tooLarge(this.#limits.maxBytes);
        if (!sniffed && byteLength >= SNIFF_BYTES) {
          checkKind(head.subarray(0, byteLength));
          sniffed = true;
        }
        this.#take(chunk.byteLength);
        taken += chunk.byteLength;
        await writeAll(file, chunk);
      }
      return { id, file: await this.#header(path, head, byteLength) };
    } catch (caught) {
      this.#run.takeSpace(-taken);
      await removeFile(path);
      throw asError(caught);
    }
  }

  /** Removes a picture that is not wanted after all. */
  async discard(input: StoredInput): Promise<void> {
    this.#run.takeSpace(-input.file.byteLength);
    await removeFile(await this.#path("in", input.id));
  }

  /** A picture becomes an item; items come in the order of their numbers. */
  assign(item: number, input: StoredInput): void {
    this.#ids[item] = input.id;
  }

  /** A whole picture that was given. */
  async readInput(item: number): Promise<Uint8Array> {
    return await Deno.readFile(await this.#path("in", this.#idOf(item)));
  }

  /** Opens a picture that was given. */
  async openInput(item: number): Promise<Deno.FsFile> {
    return await Deno.open(await this.#path("in", this.#idOf(item)), { read: true });
  }

  /**
   * Keeps a result's picture.
   *
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED` when there is no room
   */
  async writeResult(item: number, bytes: Uint8Array): Promise<void> {
    const path = await this.#path("out", this.#idOf(item));
    this.#take(bytes.byteLength);
    try {
      await Deno.writeFile(path, bytes, { mode: MODE });
    } catch (caught) {
      this.#run.takeSpace(-bytes.byteLength);
      await removeFile(path);
      throw asError(caught);
    }
  }

  /** Opens a result's picture. */
  async openResult(item: number): Promise<Deno.FsFile> {
    return await Deno.open(await this.#path("out", this.#idOf(item)), { read: true });
  }

  #idOf(item: number): number {
    const id = this.#ids[item];
    if (id === undefined) throw new RangeError(`There is no item ${item}.`);
    return id;
  }

  async #path(kind: "in" | "out", id: number): Promise<string> {
    return `${await this.#run.makeDirectory()}/${kind}-${id}`;
  }

  #take(bytes: number): void {
    if (this.#run.takeSpace(bytes)) return;
    throw new NoRoomError(
      "There is no more room on disk for this session's pictures; download what is done, then " +
        "start again (settings SESSION_QUOTA_MB and TOTAL_QUOTA_MB).",
      because("no-room-for-images"),
    );
  }

  async #header(path: string, head: Uint8Array, byteLength: number): Promise<ItemFile> {
    const isWhole = byteLength <= head.byteLength;
    const read = (bytes: Uint8Array) => {
      const { format, widthPx, heightPx } = readPictureHeader(bytes, this.#limits);
      return { format, widthPx, heightPx, byteLength };
    };
    try {
      return read(isWhole ? head.subarray(0, byteLength) : head);
    } catch (caught) {
      if (isWhole) throw caught;
      // Long profiles and previews stand before some pictures' sizes.
      return read(await Deno.readFile(path));
    }
  }
}

/** Throws the sentence for what is no picture; a cut header is no reason yet. */
function checkKind(head: Uint8Array): void {
  if (!sniffFormat(head)) readPictureHeader(head);
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.byteLength;) at += await file.write(bytes.subarray(at));
}

async function removeFile(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function asError(caught: unknown): FrameboxError {
  if (caught instanceof Error && "code" in caught && caught.code === "ENOSPC") {
    return new NoRoomError(
      "framebox's disk is full; nothing was kept of this picture.",
      because("disk-full"),
    );
  }
  return toFrameboxError(caught);
}

function tooLarge(maxBytes: number): FrameboxError {
  return new FrameboxError(
    "RESOURCE_EXHAUSTED",
    `The picture is over the limit of ${
      Math.floor(maxBytes / 2 ** 20)
    } MB (setting MAX_UPLOAD_MB).`,
    undefined,
    because("upload-too-large", { limit_bytes: maxBytes }),
  );
}

/**
 * Files by which clients on this host transfer frames: the shared memory of a stream. The client chooses the
 * name, so what framebox may read is checked here, once for the file and then for each frame's range.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import { type FileRange, withRange } from "../../media/image/mod.ts";
import type { MemoryProperties, MemoryReference } from "./messages.ts";

/** Longest `handle_name`, in UTF-16 units: what a path may have on Linux (PATH_MAX). */
const MAX_NAME = 4096;

/** The file of one stream. It is not kept open: memory that its owner removes is free at once. */
export class SharedMemory {
  readonly #file: Pick<FileRange, "path" | "device" | "inode">;
  readonly #byteLength: number;
  readonly #slackBytes: number;

  private constructor(
    file: Pick<FileRange, "path" | "device" | "inode">,
    byteLength: number,
    slackBytes: number,
  ) {
    this.#file = file;
    this.#byteLength = byteLength;
    this.#slackBytes = slackBytes;
  }

  /**
   * Finds a stream's file.
   *
   * @param directory all files must be below it
   * @param slackBytes how far a declared length may exceed the file's, for clients that miscount; nothing is read
   * there
   * @throws {FrameboxError} `INVALID_ARGUMENT` when the name leaves the directory, by itself or by a
   * link, when there is no such file, or it is shorter than declared
   */
  static async open(
    directory: string,
    { handle_name: name, length_bytes }: MemoryProperties,
    slackBytes: number,
  ): Promise<SharedMemory> {
    const declared = Number(length_bytes);
    if (declared === 0) {
      throw refused("The shared memory has no length_bytes; say how long the file is.");
    }
    const { path, size, dev, ino } = await find(directory, name);
    if (declared > size + slackBytes) {
      throw refused(
        `The shared memory has ${size} bytes, but its length_bytes says ${length_bytes}; ` +
          "make the file as long as that before the stream begins.",
      );
    }
    const file = { path, device: dev, inode: ino };
    return new SharedMemory(file, Math.min(declared, size), slackBytes);
  }

  /**
   * The range of a frame. It may end before the client's range, never behind it.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` when the range is empty or leaves the shared memory
   */
  range({ address_offset, length_bytes }: MemoryReference): FileRange {
    const byteOffset = Number(address_offset);
    const declared = Number(length_bytes);
    const restBytes = this.#byteLength - byteOffset;
    if (!(declared > 0 && restBytes > 0 && declared <= restBytes + this.#slackBytes)) {
      throw refused(
        `The content_reference of ${length_bytes} bytes at ${address_offset} is not in the shared ` +
          `memory, which has ${this.#byteLength} bytes.`,
      );
    }
    return { ...this.#file, byteOffset, byteLength: Math.min(declared, restBytes) };
  }
}

/**
 * Reads a range on this thread; for picture files, which are small beside their pixels.
 *
 * @param maxBytes more are not read
 * @throws {FrameboxError} `INVALID_ARGUMENT` when the file is gone, another one or too short;
 * `RESOURCE_EXHAUSTED` when the range is over the bound
 */
export function readRange(range: FileRange, maxBytes: number): Uint8Array {
  if (range.byteLength > maxBytes) {
    throw new FrameboxError(
      "RESOURCE_EXHAUSTED",
      `The content_reference has ${range.byteLength} bytes; the limit is ${maxBytes} (setting ` +
        "MAX_UPLOAD_MB).",
    );
  }
  return withRange(range, (open) => {
    const bytes = new Uint8Array(range.byteLength);
    open.readInto(bytes, 0);
    return bytes;
  });
}

interface Found {
  /** Without links. */
  readonly path: string;
  readonly size: number;
  readonly dev: number;
  readonly ino: number;
}

/** The file of a name. A path that leaves the directory is reported like one that does not exist. */
async function find(directory: string, name: string): Promise<Found> {
  const parts = partsOf(name);
  if (!parts) {
    throw refused(
      "The handle_name leaves the directory of shared memory; " +
        "it should be the name of a file in it.",
    );
  }
  try {
    const root = await Deno.realPath(directory);
    const path = [root, ...parts].join("/");
    // No link is followed, not even to another file here: its target could change later.
    if (await Deno.realPath(path) === path) {
      const { isFile, size, dev, ino } = await Deno.lstat(path);
      if (isFile && ino !== null) return { path, size, dev, ino };
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) throw notAllowed(directory, error);
    // Else there is nothing of that name that this user may see.
  }
  throw refused(
    "There is no shared memory of this handle_name that framebox can read; " +
      "it must be a plain file, and in containers both sides need the same /dev/shm.",
  );
}

/** Deno opens files below /dev only with --allow-all. */
function notAllowed(directory: string, cause: unknown): FrameboxError {
  return new FrameboxError(
    "FAILED_PRECONDITION",
    `This server may not read ${directory}: run it with Deno's --allow-all, or mount that directory ` +
      "elsewhere too and name the other place by AVA_SHARED_MEMORY.",
    cause,
  );
}

/** A leading slash is part of a name in POSIX (`shm_open`), and means the same file. */
function partsOf(name: string): string[] | undefined {
  if (name.length > MAX_NAME || name.includes("\0")) return undefined;
  const parts = name.replace(/^\//, "").split("/");
  return parts.some((part) => part === "" || part === "." || part === "..") ? undefined : parts;
}

function refused(sentence: string): FrameboxError {
  return new FrameboxError("INVALID_ARGUMENT", sentence);
}

import { FrameboxError } from "../base/errors/mod.ts";

/** Copied at once. */
const COPY_BYTES = 2 ** 20;

/** Pieces one after another; a single one is not copied. */
export function joined(elements: readonly Uint8Array[]): Uint8Array {
  const [first, ...rest] = elements;
  if (first !== undefined && rest.length === 0) return first;
  const bytes = new Uint8Array(elements.reduce((sum, element) => sum + element.length, 0));
  let at = 0;
  for (const element of elements) {
    bytes.set(element, at);
    at += element.length;
  }
  return bytes;
}

/** Reads `length` bytes at `offset`, fewer only at the end of the file. */
export async function readAt(
  file: Deno.FsFile,
  offset: number,
  length: number,
): Promise<Uint8Array> {
  // At once: it touches no disk, and a way to another thread takes longer.
  file.seekSync(offset, Deno.SeekMode.Start);
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const read = await file.read(bytes.subarray(filled));
    if (read === null) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

/** Writes all of `bytes` at `offset`. */
export async function writeAt(file: Deno.FsFile, offset: number, bytes: Uint8Array): Promise<void> {
  file.seekSync(offset, Deno.SeekMode.Start);
  await writeAll(file, bytes);
}

/** Writes all of `bytes` where the file stands: one write may take only a part. */
export async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
}

/**
 * Copies the bytes from `start` to `end` to where the other file stands.
 *
 * @throws {FrameboxError} FAILED_PRECONDITION when the file ends before
 */
export async function copyRange(
  from: Deno.FsFile,
  start: number,
  end: number,
  to: Deno.FsFile,
): Promise<void> {
  for (let at = start; at < end;) {
    const bytes = await readAt(from, at, Math.min(COPY_BYTES, end - at));
    if (bytes.length === 0) {
      throw new FrameboxError(
        "FAILED_PRECONDITION",
        "The MATLAB file was made shorter while it was in use: open it again.",
      );
    }
    await writeAll(to, bytes);
    at += bytes.length;
  }
}

/**
 * Comparison with bytes on disk.
 *
 * @module
 */

/** Bytes that are read at once. */
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

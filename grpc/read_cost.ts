/**
 * Which .mat files are read on the main thread, because that costs less than a pool task.
 *
 * @module
 */
import { listMat, type MatLimits } from "../mat/mod.ts";

/** What may be in a file beside uint8 arrays, in bytes. */
const MAX_OTHER_BYTES = 64 * 1024;

/** How many variables may be in it. */
const MAX_VARIABLES = 256;

/**
 * Whether reading a file takes next to no time: uint8 arrays are views, whatever their size; anything else is
 * small, and nothing is compressed or of another byte order.
 */
export function isCheapToRead(bytes: Uint8Array, limits: MatLimits): boolean {
  if (!isPlain(bytes)) return false;
  if (bytes.length <= MAX_OTHER_BYTES) return true;
  try {
    let other = 0;
    for (const variable of listMat(bytes, limits)) {
      if (variable.class !== "uint8" || variable.complex) other += variable.byteLength;
    }
    return other <= MAX_OTHER_BYTES;
  } catch {
    // The full read reports what is wrong with it.
    return false;
  }
}

/** Little-endian Level 5 starts with 128 bytes that end in "IM" (MAT-File Format, "Header"). */
const HEADER_BYTES = 128;
const MATRIX = 14;

/** Whether it has few elements, all plain arrays by their tags. */
function isPlain(bytes: Uint8Array): boolean {
  if (bytes.length < HEADER_BYTES || bytes[126] !== 0x49 || bytes[127] !== 0x4d) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let variables = 0;
  for (let at = HEADER_BYTES; at + 8 <= bytes.length;) {
    if (view.getUint32(at, true) !== MATRIX || ++variables > MAX_VARIABLES) return false;
    at += 8 + view.getUint32(at + 4, true);
  }
  return true;
}

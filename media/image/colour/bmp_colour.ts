/**
 * The profile in a BMP.
 *
 * Source: BITMAPV5HEADER of wingdi.h.
 *
 * @module
 */

import type { IccSource } from "./source.ts";

const FILE_HEADER = 14;
const V5_HEADER = 124;
/** `MBED`. */
const PROFILE_EMBEDDED = 0x4d424544;

/**
 * The profile of a BMP. What is sRGB by name, linked or unknown is sRGB; so are primaries and gammas: programs fill
 * them in at random, and Chromium doesn't look at them.
 *
 * @param bytes a file whose header was read before
 */
export function bmpColour(bytes: Uint8Array): IccSource | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getUint32(FILE_HEADER, true);
  if (headerBytes < V5_HEADER || bytes.byteLength < FILE_HEADER + headerBytes) return undefined;
  const at = (offset: number) => view.getUint32(FILE_HEADER + offset, true);
  if (at(56) !== PROFILE_EMBEDDED) return undefined;
  const from = FILE_HEADER + at(112);
  return { kind: "icc", space: "rgb", icc: bytes.subarray(from, from + at(116)) };
}

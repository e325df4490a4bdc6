/**
 * The profile in a WebP.
 *
 * Source: RFC 9649, section 2.7.1.4.
 *
 * @module
 */

import { type IccSource, NO_PROFILE } from "./source.ts";

/** Of the first part's flags: there is a profile. */
const HAS_PROFILE = 0x20;

/**
 * The profile of a WebP.
 *
 * @param bytes a file whose header was read before
 * @returns `undefined` when it has none
 */
export function webpColour(bytes: Uint8Array): IccSource | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (nameAt(bytes, 12) !== "VP8X" || ((bytes[20] ?? 0) & HAS_PROFILE) === 0) return undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true);
    if (nameAt(bytes, at) === "ICCP") {
      const icc = bytes.subarray(at + 8, at + 8 + length);
      return { kind: "icc", space: "rgb", icc };
    }
    at += 8 + length + (length & 1);
  }
  return { kind: "icc", space: "rgb", icc: NO_PROFILE };
}

function nameAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

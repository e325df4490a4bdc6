/**
 * What a WebP says of itself before its pixels.
 *
 * Source: RFC 9649 (container and lossless), RFC 6386 section 9.1 (lossy).
 *
 * @module
 */

import { damaged, unsupported } from "./picture_error.ts";

/** Size of a WebP and whether it may have alpha. */
export interface WebpHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 3 | 4;
}

const ANIMATION = 0x02;
const ALPHA = 0x10;

/**
 * Reads the first chunk of a WebP.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut, damaged or animated
 */
export function readWebpHeader(bytes: Uint8Array): WebpHeader {
  if (bytes.byteLength < 30) throw damaged("WebP", "it is cut");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(4, true) + 8 > bytes.byteLength) throw damaged("WebP", "it is cut");
  switch (String.fromCharCode(...bytes.subarray(12, 16))) {
    case "VP8 ":
      if (view.getUint8(23) !== 0x9d || view.getUint16(24, true) !== 0x2a01) {
        throw damaged("WebP", "its frame header is wrong");
      }
      return {
        widthPx: view.getUint16(26, true) & 0x3fff,
        heightPx: view.getUint16(28, true) & 0x3fff,
        channels: 3,
      };
    case "VP8L": {
      if (view.getUint8(20) !== 0x2f) throw damaged("WebP", "its frame header is wrong");
      const bits = view.getUint32(21, true);
      return {
        widthPx: (bits & 0x3fff) + 1,
        heightPx: (bits >>> 14 & 0x3fff) + 1,
        channels: (bits >>> 28 & 1) === 1 ? 4 : 3,
      };
    }
    case "VP8X":
      if ((view.getUint8(20) & ANIMATION) !== 0) throw unsupported("WebP", "an animation");
      return {
        widthPx: (view.getUint32(24, true) & 0xffffff) + 1,
        heightPx: (view.getUint32(26, true) >>> 8) + 1,
        channels: (view.getUint8(20) & ALPHA) !== 0 ? 4 : 3,
      };
    default:
      throw damaged("WebP", "its first part is of no known kind");
  }
}

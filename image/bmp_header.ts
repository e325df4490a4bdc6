/**
 * What a BMP says of itself before its pixels.
 *
 * Source: Microsoft's "Bitmap Storage" and the structures BITMAPCOREHEADER, BITMAPINFOHEADER,
 * BITMAPV4HEADER and BITMAPV5HEADER of wingdi.h.
 *
 * @module
 */

import { damaged, unsupported } from "./picture_error.ts";

/** Which bits of a 16- or 32-bit pixel are which channel. */
export interface BmpMasks {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  /** 0: there is none. */
  readonly alpha: number;
}

/** Both headers of a BMP, checked. */
export interface BmpHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly topDown: boolean;
  readonly bitsPerPixel: 1 | 4 | 8 | 16 | 24 | 32;
  /** Of 16- and 32-bit pictures. */
  readonly masks: BmpMasks | undefined;
  readonly paletteOffset: number;
  readonly paletteLength: number;
  /** 3 in the oldest kind, else 4. */
  readonly paletteEntryBytes: 3 | 4;
  readonly pixelsOffset: number;
  readonly channels: 3 | 4;
}

const FILE_HEADER = 14;
const CORE_HEADER = 12;
const INFO_HEADER = 40;
const BI_RGB = 0;
const BI_BITFIELDS = 3;
const BI_ALPHABITFIELDS = 6;

/**
 * Reads a BMP's headers.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut, damaged or run-length coded
 */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < FILE_HEADER + CORE_HEADER) throw damaged("BMP", "it is cut");
  const headerBytes = view.getUint32(14, true);
  const pixelsOffset = view.getUint32(10, true);
  if (headerBytes === CORE_HEADER) {
    const bitsPerPixel = checkDepth(view.getUint16(24, true));
    return {
      widthPx: view.getUint16(18, true),
      heightPx: view.getUint16(20, true),
      topDown: false,
      bitsPerPixel,
      masks: undefined,
      paletteOffset: FILE_HEADER + CORE_HEADER,
      paletteLength: bitsPerPixel <= 8 ? 1 << bitsPerPixel : 0,
      paletteEntryBytes: 3,
      pixelsOffset,
      channels: 3,
    };
  }
  if (headerBytes < INFO_HEADER || headerBytes > 1024) {
    throw damaged("BMP", "its header is of no known kind");
  }
  if (view.byteLength < FILE_HEADER + headerBytes) throw damaged("BMP", "it is cut");
  const bitsPerPixel = checkDepth(view.getUint16(28, true));
  const compression = view.getUint32(30, true);
  checkCompression(compression, bitsPerPixel);
  const height = view.getInt32(22, true);
  const masks = readMasks(view, headerBytes, bitsPerPixel, compression);
  const maskBytes = headerBytes > INFO_HEADER || compression === BI_RGB
    ? 0
    : compression === BI_BITFIELDS
    ? 12
    : 16;
  const used = view.getUint32(46, true);
  const most = bitsPerPixel <= 8 ? 1 << bitsPerPixel : 0;
  return {
    widthPx: view.getInt32(18, true),
    heightPx: Math.abs(height),
    topDown: height < 0,
    bitsPerPixel,
    masks,
    paletteOffset: FILE_HEADER + headerBytes + maskBytes,
    paletteLength: used === 0 ? most : Math.min(used, most),
    paletteEntryBytes: 4,
    pixelsOffset,
    channels: masks && masks.alpha !== 0 ? 4 : 3,
  };
}

function checkDepth(bits: number): BmpHeader["bitsPerPixel"] {
  switch (bits) {
    case 1:
    case 4:
    case 8:
    case 16:
    case 24:
    case 32:
      return bits;
    default:
      throw damaged("BMP", `there are no pixels of ${bits} bits`);
  }
}

function checkCompression(compression: number, bitsPerPixel: number): void {
  if (compression === BI_RGB) return;
  if (compression === BI_BITFIELDS || compression === BI_ALPHABITFIELDS) {
    if (bitsPerPixel === 16 || bitsPerPixel === 32) return;
    throw damaged("BMP", "only pixels of 16 or 32 bits can have channel masks");
  }
  throw unsupported("BMP", "compressed");
}

function readMasks(
  view: DataView,
  headerBytes: number,
  bitsPerPixel: number,
  compression: number,
): BmpMasks | undefined {
  if (bitsPerPixel !== 16 && bitsPerPixel !== 32) return undefined;
  if (compression === BI_RGB) {
    return bitsPerPixel === 16
      ? { red: 0x7c00, green: 0x3e0, blue: 0x1f, alpha: 0 }
      : { red: 0xff0000, green: 0xff00, blue: 0xff, alpha: 0 };
  }
  const at = FILE_HEADER + INFO_HEADER;
  const hasAlpha = headerBytes >= 56 || compression === BI_ALPHABITFIELDS;
  if (view.byteLength < at + (hasAlpha ? 16 : 12)) throw damaged("BMP", "it is cut");
  return {
    red: view.getUint32(at, true),
    green: view.getUint32(at + 4, true),
    blue: view.getUint32(at + 8, true),
    alpha: hasAlpha ? view.getUint32(at + 12, true) : 0,
  };
}

/**
 * What a BMP declares before its pixels.
 *
 * Source: Microsoft's "Bitmap Storage" and the structures BITMAPCOREHEADER, BITMAPINFOHEADER,
 * BITMAPV4HEADER and BITMAPV5HEADER of wingdi.h; BITMAPINFOHEADER2 of OS/2's "Presentation Manager
 * Programming Reference". Where they leave something open: what Chromium shows.
 *
 * @module
 */

import { damaged, unsupported } from "../picture_error.ts";

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
  readonly bitsPerPixel: 1 | 2 | 4 | 8 | 16 | 24 | 32;
  /** Whether its pixels are run-length coded: RLE4, RLE8 and, of OS/2, RLE24. */
  readonly runLength: boolean;
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
/** OS/2's second header may end after any of its fields; this is the first such end. */
const SHORTEST_HEADER = 16;
const INFO_HEADER = 40;
/** With masks for red, green and blue; the next one has alpha, too. */
const V2_HEADER = 52;
const V3_HEADER = 56;
const OS2_HEADER = 64;
const BI_RGB = 0;
const BI_RLE8 = 1;
const BI_RLE4 = 2;
const BI_BITFIELDS = 3;
const BI_JPEG = 4;
const BI_PNG = 5;
const BI_ALPHABITFIELDS = 6;

/**
 * Reads a BMP's headers.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut, damaged or holds a JPEG, a PNG or a fax
 */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < FILE_HEADER + CORE_HEADER) throw damaged("BMP", "it is cut");
  const headerBytes = view.getUint32(14, true);
  if (headerBytes === CORE_HEADER) return readCoreHeader(view);
  if (headerBytes < SHORTEST_HEADER || headerBytes > 1024) {
    throw damaged("BMP", "its header is of no known kind");
  }
  if (view.byteLength < FILE_HEADER + headerBytes) throw damaged("BMP", "it is cut");
  const isOs2 = headerBytes < INFO_HEADER || headerBytes === OS2_HEADER;
  // Fields beyond the end of a shortened header are 0.
  const field = (at: number) => at + 4 <= FILE_HEADER + headerBytes ? view.getUint32(at, true) : 0;
  const depth = view.getUint16(28, true);
  const compression = field(30);
  const runLength = isRunLength(compression, depth, isOs2);
  const bitsPerPixel = checkDepth(depth);
  const height = view.getInt32(22, true);
  const masks = readMasks(view, headerBytes, bitsPerPixel, compression);
  const maskBytes = headerBytes > INFO_HEADER || compression === BI_RGB
    ? 0
    : compression === BI_BITFIELDS
    ? 12
    : compression === BI_ALPHABITFIELDS
    ? 16
    : 0;
  return {
    widthPx: view.getInt32(18, true),
    heightPx: Math.abs(height),
    topDown: height < 0,
    bitsPerPixel,
    runLength,
    masks,
    ...readPalette(view, FILE_HEADER + headerBytes + maskBytes, bitsPerPixel, field(46), 4),
    channels: masks && masks.alpha !== 0 ? 4 : 3,
  };
}

function readCoreHeader(view: DataView): BmpHeader {
  const bitsPerPixel = checkDepth(view.getUint16(24, true));
  if (bitsPerPixel === 16 || bitsPerPixel === 32) {
    throw damaged("BMP", `its kind has no pixels of ${bitsPerPixel} bits`);
  }
  return {
    widthPx: view.getUint16(18, true),
    heightPx: view.getUint16(20, true),
    topDown: false,
    bitsPerPixel,
    runLength: false,
    masks: undefined,
    ...readPalette(view, FILE_HEADER + CORE_HEADER, bitsPerPixel, 0, 3),
    channels: 3,
  };
}

function readPalette(
  view: DataView,
  paletteOffset: number,
  bitsPerPixel: number,
  used: number,
  paletteEntryBytes: 3 | 4,
) {
  const pixelsOffset = view.getUint32(10, true);
  const max = bitsPerPixel <= 8 ? 1 << bitsPerPixel : 0;
  // One that runs into the pixels ends before them.
  const room = pixelsOffset > paletteOffset
    ? Math.floor((pixelsOffset - paletteOffset) / paletteEntryBytes)
    : max;
  const paletteLength = Math.min(used === 0 ? max : used, max, room);
  if (paletteOffset + paletteLength * paletteEntryBytes > view.byteLength) {
    throw damaged("BMP", "it is cut");
  }
  return { paletteOffset, paletteLength, paletteEntryBytes, pixelsOffset };
}

function checkDepth(bits: number): BmpHeader["bitsPerPixel"] {
  switch (bits) {
    case 1:
    case 2:
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

/** Whether the pixels are runs; what is neither runs nor plain pixels is refused. */
function isRunLength(compression: number, depth: number, isOs2: boolean): boolean {
  if (compression === BI_RGB) return false;
  const runDepth = compression === BI_RLE8
    ? 8
    : compression === BI_RLE4
    ? 4
    : isOs2 && compression === BI_JPEG
    ? 24
    : undefined;
  if (runDepth !== undefined) {
    if (depth === runDepth) return true;
    throw damaged("BMP", `runs of ${runDepth} bits can't have pixels of ${depth}`);
  }
  if (isOs2 && compression === BI_BITFIELDS) throw unsupported("BMP", "coded as a fax (Huffman)");
  if (compression === BI_JPEG) throw unsupported("BMP", "a JPEG inside a BMP");
  if (compression === BI_PNG) throw unsupported("BMP", "a PNG inside a BMP");
  if (compression === BI_BITFIELDS || compression === BI_ALPHABITFIELDS) {
    if (depth === 16 || depth === 32) return false;
    throw damaged("BMP", "only pixels of 16 or 32 bits can have channel masks");
  }
  throw unsupported("BMP", `compressed in the way ${compression}`);
}

function readMasks(
  view: DataView,
  headerBytes: number,
  bitsPerPixel: number,
  compression: number,
): BmpMasks | undefined {
  if (bitsPerPixel !== 16 && bitsPerPixel !== 32) return undefined;
  const at = FILE_HEADER + INFO_HEADER;
  const inHeader = headerBytes >= V3_HEADER && headerBytes !== OS2_HEADER;
  if (compression === BI_RGB) {
    // Of a header's masks that of alpha counts even here.
    const alpha = inHeader ? view.getUint32(at + 12, true) : 0;
    return bitsPerPixel === 16
      ? { red: 0x7c00, green: 0x3e0, blue: 0x1f, alpha }
      : { red: 0xff0000, green: 0xff00, blue: 0xff, alpha };
  }
  const hasAlpha = inHeader || (headerBytes < V2_HEADER && compression === BI_ALPHABITFIELDS);
  if (view.byteLength < at + (hasAlpha ? 16 : 12)) throw damaged("BMP", "it is cut");
  return {
    red: view.getUint32(at, true),
    green: view.getUint32(at + 4, true),
    blue: view.getUint32(at + 8, true),
    alpha: hasAlpha ? view.getUint32(at + 12, true) : 0,
  };
}

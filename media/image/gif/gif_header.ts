/**
 * The blocks of a GIF up to its first picture, and how many pictures follow.
 *
 * Source: CompuServe's GIF89a specification, sections 18 to 27. Where it leaves something open: what
 * Chromium shows.
 *
 * @module
 */

import { damaged } from "../picture_error.ts";

/** A colour table: RGB triples. */
type Table = Uint8Array;

/** A GIF's canvas and its first picture. */
export interface GifHeader {
  /** Of the canvas; where the first picture reaches beyond it, the canvas grows. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly first: GifPicture;
  /** How many there are. */
  readonly pictures: number;
}

/** One picture of a GIF. */
export interface GifPicture {
  readonly x: number;
  readonly y: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly interlaced: boolean;
  /** RGB triples; indices beyond it are black. */
  readonly colours: Table;
  /** The index that is not drawn. */
  readonly clear: number | undefined;
  /** Where its LZW data begins: the code size, then sub-blocks. */
  readonly dataOffset: number;
}

const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
const PICTURE = 0x2c;
const TRAILER = 0x3b;

/**
 * Reads a GIF's blocks; no pixels.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut before its first picture's pixels, or has none
 */
export function readGifHeader(bytes: Uint8Array): GifHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 13) throw damaged("GIF", "it is cut");
  const global = tableAt(bytes, 13, view.getUint8(10));
  let at = 13 + global.length;
  let clear: number | undefined;
  let first: GifPicture | undefined;
  let pictures = 0;
  // What is cut behind the first picture is of no concern.
  while (at < bytes.byteLength && bytes[at] !== TRAILER) {
    const kind = bytes[at];
    if (kind === EXTENSION) {
      if (bytes[at + 1] === GRAPHIC_CONTROL && at + 7 <= bytes.byteLength) {
        clear = (bytes[at + 3]! & 1) !== 0 ? bytes[at + 6] : undefined;
      }
      at = skipSubBlocks(bytes, at + 2);
    } else if (kind === PICTURE) {
      if (at + 10 > bytes.byteLength) break;
      pictures++;
      const flags = bytes[at + 9]!;
      const local = first && at + 10 + tableBytes(flags) > bytes.byteLength
        ? undefined
        : tableAt(bytes, at + 10, flags);
      if (!local) break;
      const dataOffset = at + 10 + local.length;
      first ??= {
        x: view.getUint16(at + 1, true),
        y: view.getUint16(at + 3, true),
        // One without a size has that of the canvas.
        widthPx: view.getUint16(at + 5, true) || view.getUint16(6, true),
        heightPx: view.getUint16(at + 7, true) || view.getUint16(8, true),
        interlaced: (flags & 0x40) !== 0,
        colours: local.length > 0 ? local : global,
        clear,
        dataOffset,
      };
      clear = undefined;
      at = skipSubBlocks(bytes, dataOffset + 1);
    } else if (first) {
      break;
    } else {
      throw damaged("GIF", "it has a block of no known kind");
    }
  }
  if (!first) throw damaged("GIF", at < bytes.byteLength ? "it has no picture in it" : "it is cut");
  return {
    widthPx: Math.max(view.getUint16(6, true), first.x + first.widthPx),
    heightPx: Math.max(view.getUint16(8, true), first.y + first.heightPx),
    first,
    pictures,
  };
}

/** Where the sub-blocks that begin at `at` end; beyond the file's end when they are cut. */
function skipSubBlocks(bytes: Uint8Array, at: number): number {
  for (;;) {
    const length = bytes[at];
    if (length === undefined) return bytes.byteLength;
    at += 1 + length;
    if (length === 0) return at;
  }
}

function tableBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 << 1 + (flags & 7);
}

function tableAt(bytes: Uint8Array, at: number, flags: number): Table {
  const length = tableBytes(flags);
  if (at + length > bytes.byteLength) throw damaged("GIF", "it is cut");
  return bytes.subarray(at, at + length);
}

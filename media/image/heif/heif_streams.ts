/**
 * The coded tiles of a HEIF picture as a stream that a decoder of video reads, one picture a tile.
 *
 * Source: ISO/IEC 14496-15, section 8.3.3.1 (hvcC); ITU-T H.265, annex B; IVF as libvpx and libaom
 * write it; the AV1 Image File Format 1.1, section 2.1.
 *
 * @module
 */

import type { HeifFormat, HeifTiles } from "./heif_header.ts";
import type { HeifItems } from "./heif_items.ts";
import { BoxError, Reader } from "./isobmff.ts";
import { bytesOf, joinBytes } from "../join_bytes.ts";

/** ffmpeg's name for a stream's form, and the stream. */
export interface CodedStream {
  readonly demuxer: "hevc" | "ivf";
  readonly bytes: Uint8Array;
}

/**
 * @throws {BoxError} when the tiles' bytes are not all there
 */
export function codedStream(
  items: HeifItems,
  tiles: HeifTiles,
  format: HeifFormat,
): CodedStream {
  return format === "heic"
    ? { demuxer: "hevc", bytes: annexB(items, tiles) }
    : { demuxer: "ivf", bytes: ivf(items, tiles) };
}

const START = Uint8Array.of(0, 0, 0, 1);

/** Before each tile the parameter sets of its own. */
function annexB(items: HeifItems, tiles: HeifTiles): Uint8Array {
  const stream = new Stream();
  for (const item of tiles.items) {
    const hvcC = items.properties(item).find(({ type }) => type === "hvcC")?.body;
    if (!hvcC) throw new BoxError("its part hvcC is missing");
    const reader = new Reader(hvcC);
    reader.take(21);
    const lengthBytes = (reader.uint(1) & 3) + 1;
    // The first 22 bytes describe the stream; then arrays of parameter sets follow.
    for (let arrays = reader.uint(1); arrays > 0; arrays--) {
      reader.uint(1);
      for (let units = reader.uint(2); units > 0; units--) {
        stream.add(START, reader.take(reader.uint(2)));
      }
    }
    const data = new Reader(items.data(item));
    while (data.left > lengthBytes) stream.add(START, data.take(data.uint(lengthBytes)));
  }
  return stream.bytes;
}

const TEMPORAL_DELIMITER = Uint8Array.of(0x12, 0);

function ivf(items: HeifItems, tiles: HeifTiles): Uint8Array {
  const head = new Uint8Array(32);
  const view = new DataView(head.buffer);
  head.set(new TextEncoder().encode("DKIF"));
  view.setUint16(6, 32, true);
  head.set(new TextEncoder().encode("AV01"), 8);
  view.setUint16(12, Math.min(tiles.tileWidthPx, 0xffff), true);
  view.setUint16(14, Math.min(tiles.tileHeightPx, 0xffff), true);
  view.setUint32(16, 25, true);
  view.setUint32(20, 1, true);
  view.setUint32(24, tiles.items.length, true);
  const stream = new Stream();
  stream.add(head);
  for (const [index, item] of tiles.items.entries()) {
    const data = items.data(item);
    const frame = new Uint8Array(12);
    const frameView = new DataView(frame.buffer);
    frameView.setUint32(0, TEMPORAL_DELIMITER.length + data.byteLength, true);
    frameView.setUint32(4, index, true);
    stream.add(frame, TEMPORAL_DELIMITER, data);
  }
  return stream.bytes;
}

/** Units of all tiles: a slice has one, and a tile few slices. */
const MAX_UNITS = 1_000_000;
/** Most bytes of all tiles of a picture: tiles may share their bytes in a file that is made to fill memory. */
const MAX_STREAM_BYTES = 256 * 1024 * 1024;

/** Pieces of a stream, counted before they are joined. */
class Stream {
  readonly #pieces: Uint8Array[] = [];
  #byteLength = 0;

  add(...pieces: readonly Uint8Array[]): void {
    this.#byteLength += bytesOf(pieces);
    this.#pieces.push(...pieces);
    if (this.#pieces.length > 2 * MAX_UNITS) throw new BoxError("it has too many parts");
    if (this.#byteLength > MAX_STREAM_BYTES) throw new BoxError("its tiles lie one over the other");
  }

  get bytes(): Uint8Array {
    return joinBytes(this.#pieces);
  }
}

/**
 * The headers of a NUT stream with one video: what is needed to find its frames and their times.
 *
 * @module
 */

import { FRAME_FLAG, NutCursor } from "./nut_numbers.ts";
import type { FrameRate } from "../types.ts";

/** What a frame code stands for (nut.txt, "frame_code"). */
export interface FrameCode {
  readonly flags: number;
  readonly ptsDelta: number;
  readonly sizeMultiple: number;
  readonly sizeLow: number;
  readonly reserved: number;
  readonly headerIndex: number;
}

/** The main header. */
export interface NutMain {
  readonly timeBases: readonly FrameRate[];
  /** 256 of them. */
  readonly frameCodes: readonly FrameCode[];
  /** Bytes that frames leave out at their beginning; the first is empty. */
  readonly elided: readonly Uint8Array[];
}

/** The stream header of a video. */
export interface NutStream {
  /** Which of the main header's time bases. */
  readonly timeBase: number;
  /** Bits of a short timestamp. */
  readonly ptsBits: number;
}

const INVALID: FrameCode = {
  flags: FRAME_FLAG.invalid,
  ptsDelta: 0,
  sizeMultiple: 1,
  sizeLow: 0,
  reserved: 0,
  headerIndex: 0,
};

/**
 * Reads a main header, without its startcode and length.
 *
 * @throws {RangeError} if it ends early
 */
export function readNutMain(bytes: Uint8Array): NutMain {
  const cursor = new NutCursor(bytes);
  const version = cursor.unsigned();
  if (version > 3) cursor.unsigned();
  cursor.unsigned(); // stream_count
  cursor.unsigned(); // max_distance
  const timeBases: FrameRate[] = [];
  for (let left = cursor.unsigned(); left > 0; left--) {
    timeBases.push({ num: cursor.unsigned(), den: cursor.unsigned() });
  }
  const frameCodes = readFrameCodes(cursor);
  const elided = [new Uint8Array(0)];
  for (let left = cursor.unsigned(); left > 0; left--) elided.push(cursor.bytes().slice());
  return { timeBases, frameCodes, elided };
}

/** The table is run-length coded; a field that isn't given keeps its value from the line before. */
function readFrameCodes(cursor: NutCursor): FrameCode[] {
  const codes: FrameCode[] = [];
  let [ptsDelta, multiple, headerIndex] = [0, 1, 0];
  while (codes.length < 256) {
    const flags = cursor.unsigned();
    const fields = cursor.unsigned();
    if (fields > 0) ptsDelta = cursor.signed();
    if (fields > 1) multiple = cursor.unsigned();
    if (fields > 2) cursor.unsigned(); // stream_id
    const size = fields > 3 ? cursor.unsigned() : 0;
    const reserved = fields > 4 ? cursor.unsigned() : 0;
    const count = fields > 5 ? cursor.unsigned() : multiple - size;
    if (fields > 6) cursor.signed(); // match_time_delta
    if (fields > 7) headerIndex = cursor.unsigned();
    for (let field = 8; field < fields; field++) cursor.unsigned();
    for (let index = 0; index < count && codes.length < 256; index++) {
      if (codes.length === 0x4e) codes.push(INVALID); // `N` begins a startcode.
      codes.push({
        flags,
        ptsDelta,
        sizeMultiple: multiple,
        sizeLow: size + index,
        reserved,
        headerIndex,
      });
    }
  }
  return codes;
}

/**
 * Reads a video's stream header, without its startcode and length.
 *
 * @throws {RangeError} if it ends early
 */
export function readNutStream(bytes: Uint8Array): NutStream {
  const cursor = new NutCursor(bytes);
  cursor.unsigned(); // stream_id
  cursor.unsigned(); // stream_class
  cursor.bytes(); // fourcc
  const timeBase = cursor.unsigned();
  const ptsBits = cursor.unsigned();
  return { timeBase, ptsBits };
}

/** A frame's header, and how many bytes it has. */
export interface NutFrameHeader {
  readonly headerBytes: number;
  readonly dataBytes: number;
  /** In ticks of the stream's time base. */
  readonly pts: number;
  /** What the frame's data begins with and leaves out. */
  readonly elided: Uint8Array;
}

/**
 * Reads the header of a frame.
 *
 * @param lastPts time of the frame before, or that of the syncpoint before it
 * @throws {RangeError} if it ends early, or has what raw video has no use for
 */
export function readNutFrame(
  bytes: Uint8Array,
  main: NutMain,
  stream: NutStream,
  lastPts: number,
): NutFrameHeader {
  const cursor = new NutCursor(bytes);
  const code = main.frameCodes[cursor.byte()] ?? INVALID;
  if (code.flags & FRAME_FLAG.invalid) throw new RangeError("A NUT frame code is invalid.");
  const flags = code.flags & FRAME_FLAG.coded ? code.flags ^ cursor.unsigned() : code.flags;
  if (flags & FRAME_FLAG.sideData) throw new RangeError("A NUT frame has side data.");
  if (flags & FRAME_FLAG.streamId) cursor.unsigned();
  const pts = flags & FRAME_FLAG.codedPts
    ? ptsOf(cursor.unsigned(), stream.ptsBits, lastPts)
    : lastPts + code.ptsDelta;
  const high = flags & FRAME_FLAG.sizeMsb ? cursor.unsigned() : 0;
  const size = code.sizeLow + high * code.sizeMultiple;
  if (flags & FRAME_FLAG.matchTime) cursor.signed();
  const index = flags & FRAME_FLAG.headerIndex ? cursor.unsigned() : code.headerIndex;
  const reserved = flags & FRAME_FLAG.reserved ? cursor.unsigned() : code.reserved;
  for (let left = reserved; left > 0; left--) cursor.unsigned();
  if (flags & FRAME_FLAG.checksum) cursor.at += 4;
  const elided = main.elided[index];
  if (elided === undefined) throw new RangeError("A NUT frame names a header that isn't there.");
  return { headerBytes: cursor.at, dataBytes: size - elided.length, pts, elided };
}

/** A short timestamp is the one nearest to the last (nut.txt, "lsb2full"); long ones are shifted. */
function ptsOf(coded: number, bits: number, lastPts: number): number {
  const range = 2 ** bits;
  if (coded >= range) return coded - range;
  const delta = lastPts - Math.floor((range - 1) / 2);
  return (((coded - delta) % range) + range) % range + delta;
}

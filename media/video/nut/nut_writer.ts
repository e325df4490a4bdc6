/**
 * Makes a NUT stream of raw frames with their times: what ffmpeg reads from a pipe.
 *
 * @module
 */

import {
  FRAME_FLAG,
  NUT_FILE_ID,
  NUT_STARTCODE,
  nutChecksum,
  nutSigned,
  nutUnsigned,
} from "./nut_numbers.ts";
import type { FrameRate } from "../types.ts";

/** A frame's bytes as ffmpeg names them in NUT: RGB, BGR, planes of Y, U and V (libavcodec/raw.c). */
export type NutPixels = "RGB\x18" | "BGR\x18" | "I420";

/** What the stream is. */
export interface NutVideo {
  readonly width: number;
  readonly height: number;
  readonly pixels: NutPixels;
  /** Seconds of one tick. */
  readonly timeBase: FrameRate;
}

/** Bits of a short timestamp; we write long ones only. */
const PTS_BITS = 7;
/** Above it, bytes without a syncpoint are taken for damage; each of our frames has one. */
const MAX_DISTANCE = 65536;
/** One kind of frame serves: a key frame that states its time and size, and is checked. */
const FRAME_FLAGS = FRAME_FLAG.key | FRAME_FLAG.codedPts | FRAME_FLAG.sizeMsb |
  FRAME_FLAG.checksum;

/** What a stream begins with. */
export function nutHeaders(video: NutVideo): Uint8Array<ArrayBuffer> {
  const { num, den } = video.timeBase;
  const main = [
    ...[3, 1, ...nutUnsigned(MAX_DISTANCE)], // version, streams
    ...[1, ...nutUnsigned(num), ...nutUnsigned(den)], // time bases
    // All 255 frame codes in one line: pts_delta 0, data_size_mul 1, stream 0, size 0, reserved 0.
    ...[...nutUnsigned(FRAME_FLAGS), 6, ...nutSigned(0), 1, 0, 0, 0, ...nutUnsigned(255)],
    0, // elision headers besides the empty one
  ];
  const stream = [
    ...[0, 0, video.pixels.length, ...ascii(video.pixels), 0], // stream, video, fourcc, time base
    ...[PTS_BITS, ...nutUnsigned(2 ** 40), 0, 0, 0], // max_pts_distance, delay, flags, no extra data
    ...[...nutUnsigned(video.width), ...nutUnsigned(video.height), 1, 1, 0], // square pixels
  ];
  return new Uint8Array([
    ...ascii(NUT_FILE_ID),
    ...packet(NUT_STARTCODE.main, main),
    ...packet(NUT_STARTCODE.stream, stream),
  ]);
}

/** What stands before a frame's bytes. */
export function nutFrameHeader(pts: number, dataBytes: number): Uint8Array<ArrayBuffer> {
  const header = [0, ...nutUnsigned(pts + 2 ** PTS_BITS), ...nutUnsigned(dataBytes)];
  return new Uint8Array([
    ...packet(NUT_STARTCODE.syncpoint, [...nutUnsigned(pts), 0]),
    ...header,
    ...big32(nutChecksum(header)),
  ]);
}

function packet(startcode: bigint, content: readonly number[]): number[] {
  const code = new Uint8Array(8);
  new DataView(code.buffer).setBigUint64(0, startcode);
  return [
    ...code,
    ...nutUnsigned(content.length + 4),
    ...content,
    ...big32(nutChecksum(content)),
  ];
}

function big32(value: number): number[] {
  return [value >>> 24, value >>> 16 & 255, value >>> 8 & 255, value & 255];
}

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

/**
 * The segments of a JPEG file.
 *
 * Source: ITU-T T.81, annex B.
 *
 * @module
 */

import { damaged } from "../picture_error.ts";

/** A marker and what belongs to it. */
export interface JpegSegment {
  /** Its second byte. */
  readonly marker: number;
  /** Where its body begins in the file. */
  readonly at: number;
  /** Without the marker and the length. */
  readonly body: Uint8Array;
}

/** Start of scan: entropy-coded data stand behind it. */
export const SOS = 0xda;
/** Tables of arithmetic coding. */
export const DAC = 0xcc;
/** SOF55 of ITU-T T.87. */
export const JPEG_LS = 0xf7;
const EOI = 0xd9;

/**
 * The segments from the file's start, those between scans included, until the end mark.
 *
 * @returns at its end, whether there is an end mark
 * @throws {FrameboxError} `INVALID_ARGUMENT` when a segment is cut, or a marker stands in a wrong place
 */
export function* jpegSegments(bytes: Uint8Array): Generator<JpegSegment, boolean> {
  let at = 2;
  let isInHeader = true;
  for (;;) {
    if (!isInHeader) {
      at = markerBehindScan(bytes, at);
      if (at < 0) return false;
    }
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    const marker = bytes[at + 1];
    const high = bytes[at + 2];
    const low = bytes[at + 3];
    if (bytes[at] !== 0xff && at < bytes.length) throw damaged("JPEG", "a marker is missing");
    if (marker === EOI && !isInHeader) return true;
    if (marker === undefined || high === undefined || low === undefined) {
      throw damaged("JPEG", "it is cut");
    }
    // A decoder passes over markers that have no length (TEM, RSTn) and would see other segments
    // than we do; no encoder writes them here.
    if (marker <= 0x01 || (marker >= 0xd0 && marker <= EOI)) {
      throw damaged("JPEG", "it has no pixels or a marker in a wrong place");
    }
    const length = high << 8 | low;
    if (length < 2) throw damaged("JPEG", "a segment has no length");
    const end = at + 2 + length;
    if (end > bytes.length) throw damaged("JPEG", "it is cut");
    yield { marker, at: at + 4, body: bytes.subarray(at + 4, end) };
    // What follows a scan's header is entropy-coded; so may be what stands behind any later segment.
    if (marker === SOS) isInHeader = false;
    at = end;
  }
}

/** The next marker that is no part of entropy-coded data: no stuffed 0xff, no restart; -1 if there is none. */
function markerBehindScan(bytes: Uint8Array, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return -1;
    if (next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7)) continue;
    return at;
  }
  return -1;
}

/** SOF0 to SOF15, without DHT, JPG and DAC, which have numbers among them. */
export function isFrame(marker: number): boolean {
  return marker === JPEG_LS ||
    (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== DAC);
}

/** Whether a segment's body begins with these characters. */
export function hasName(body: Uint8Array, name: string): boolean {
  for (let i = 0; i < name.length; i++) if (body[i] !== name.charCodeAt(i)) return false;
  return true;
}

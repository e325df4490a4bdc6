/**
 * The markers of a JPEG file before its first scan.
 *
 * Source: ITU-T T.81, annex B; EXIF 2.32, section 4.7.2 (APP1).
 *
 * @module
 */

import { type Orientation, readOrientation } from "./exif.ts";
import { damaged, unsupported } from "./picture_error.ts";

/** What a JPEG says of itself. Sizes as stored, before the orientation is applied. */
export interface JpegHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: 1 | 3;
  readonly orientation: Orientation;
}

/** A picture of a million scans would keep a decoder busy for minutes; encoders write about ten. */
const MAX_SCANS = 200;

const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];

/**
 * Reads a JPEG's markers.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut before its first scan, damaged, or of a
 *   kind that is not read: CMYK, 12 bits, lossless, arithmetic coding, more than 200 scans
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  let frame: Omit<JpegHeader, "orientation"> | undefined;
  let orientation: Orientation = 1;
  let at = 2;
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    const marker = bytes[at + 1];
    const high = bytes[at + 2];
    const low = bytes[at + 3];
    if (bytes[at] !== 0xff && at < bytes.length) throw damaged("JPEG", "a marker is missing");
    if (marker === undefined || high === undefined || low === undefined) {
      throw damaged("JPEG", "it is cut");
    }
    // A decoder passes over markers that have no length (TEM, RSTn) and would see other segments
    // than we do; no encoder writes them here.
    if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd9)) {
      throw damaged("JPEG", "it has no pixels or a marker in a wrong place");
    }
    const length = high << 8 | low;
    if (length < 2) throw damaged("JPEG", "a segment has no length");
    const segment = bytes.subarray(at + 4, at + 2 + length);
    if (segment.length !== length - 2) throw damaged("JPEG", "it is cut");
    if (marker === 0xda) break;
    if (isFrame(marker)) {
      if (frame) throw damaged("JPEG", "it has two frame headers");
      frame = readFrame(marker, segment);
      if (marker === 0xc2) checkScans(bytes, at + 2 + length);
    } else if (marker === 0xe1 && EXIF.every((byte, i) => segment[i] === byte)) {
      orientation = readOrientation(segment.subarray(EXIF.length));
    }
    at += 2 + length;
  }
  if (!frame) throw damaged("JPEG", "its frame header is missing");
  return { ...frame, orientation };
}

/** SOF0 to SOF15, without DHT, JPG and DAC, which have numbers among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function readFrame(marker: number, segment: Uint8Array): Omit<JpegHeader, "orientation"> {
  if (marker > 0xc2) throw unsupported("JPEG", "lossless, hierarchical or arithmetically coded");
  const [precision, h1, h0, w1, w0, components] = segment;
  if (
    precision === undefined || h1 === undefined || h0 === undefined || w1 === undefined ||
    w0 === undefined || components === undefined
  ) throw damaged("JPEG", "its frame header is too short");
  if (precision !== 8) throw unsupported("JPEG", `one of ${precision} bits a channel`);
  if (components === 4) throw unsupported("JPEG", "in CMYK (print) colours");
  if (components !== 1 && components !== 3) {
    throw unsupported("JPEG", `one of ${components} channels`);
  }
  return { widthPx: w1 << 8 | w0, heightPx: h1 << 8 | h0, channels: components };
}

/** Counts the scans of a progressive JPEG: each one is a pass over all of the picture. */
function checkScans(bytes: Uint8Array, start: number): void {
  let scans = 0;
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xda && ++scans > MAX_SCANS) {
      throw unsupported("JPEG", `one of more than ${MAX_SCANS} scans`);
    }
  }
}

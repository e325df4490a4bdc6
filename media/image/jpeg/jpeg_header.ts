/**
 * What a JPEG file declares before its first scan.
 *
 * Source: ITU-T T.81, annex B; EXIF 2.32, section 4.7.2 (APP1).
 *
 * @module
 */

import { type Orientation, readOrientation } from "../exif.ts";
import { DAC, hasName, isFrame, JPEG_LS, jpegSegments, SOS } from "./jpeg_segments.ts";
import { damaged, unsupported } from "../picture_error.ts";

/** What a JPEG declares. Sizes as stored, before the orientation is applied. */
export interface JpegHeader {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 4 for CMYK and YCCK. */
  readonly channels: 1 | 3 | 4;
  readonly isProgressive: boolean;
  readonly orientation: Orientation;
}

type Frame = Omit<JpegHeader, "orientation">;

/** A picture of a million scans would keep a decoder busy for minutes; encoders write about ten. */
const MAX_SCANS = 200;

/** `JPEG_MAX_DIMENSION` of libjpeg's jmorecfg.h. */
const MAX_SIDE_PX = 65_500;

const EXIF = "Exif\0";
/** Behind the name is one byte more: 0 as a rule, but browsers don't look at it. */
const EXIF_HEAD = EXIF.length + 1;
/** SOF2. */
const PROGRESSIVE = 0xc2;

/**
 * Reads a JPEG's markers.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is cut before its first scan, damaged, or of a
 *   kind that is not read: 12 bits, lossless, arithmetic coding, two channels, fractional sampling, more
 *   than 200 scans
 */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  let frame: Frame | undefined;
  let orientation: Orientation | undefined;
  for (const { marker, at, body } of jpegSegments(bytes)) {
    if (marker === SOS) break;
    // Libraries that are built without arithmetic coding pass over its tables, others fail at wrong ones.
    if (marker === DAC) throw unsupported("JPEG", "arithmetically coded");
    if (isFrame(marker)) {
      if (frame) throw damaged("JPEG", "it has two frame headers");
      frame = readFrame(marker, body);
      if (frame.isProgressive) checkScans(bytes, at + body.length);
    } else if (marker === 0xe1 && orientation === undefined && hasName(body, EXIF)) {
      // Only the first segment counts, unless it is empty; browsers do the same.
      const tiff = body.subarray(EXIF_HEAD);
      if (tiff.length > 0) orientation = readOrientation(tiff);
    }
  }
  if (!frame) throw damaged("JPEG", "its frame header is missing");
  return { ...frame, orientation: orientation ?? 1 };
}

function readFrame(marker: number, body: Uint8Array): Frame {
  checkKind(marker);
  const [precision, h1, h0, w1, w0, components] = body;
  if (
    precision === undefined || h1 === undefined || h0 === undefined || w1 === undefined ||
    w0 === undefined || components === undefined
  ) throw damaged("JPEG", "its frame header is too short");
  if (precision !== 8) throw unsupported("JPEG", `one of ${precision} bits a channel`);
  if (components !== 1 && components !== 3 && components !== 4) {
    throw unsupported("JPEG", `one of ${components} channels`);
  }
  const sides = { widthPx: w1 << 8 | w0, heightPx: h1 << 8 | h0 };
  if (Math.max(sides.widthPx, sides.heightPx) > MAX_SIDE_PX) {
    throw unsupported("JPEG", `one of more than ${MAX_SIDE_PX} pixels a side`);
  }
  checkSampling(body.subarray(6), components);
  const isProgressive = marker === PROGRESSIVE;
  return { ...sides, channels: components, isProgressive };
}

/** SOF3, 7, 11 and 15 are lossless, 5 to 7 and 13 to 15 hierarchical, those over 8 arithmetically coded. */
function checkKind(marker: number): void {
  if (marker <= PROGRESSIVE) return;
  if (marker === JPEG_LS) throw unsupported("JPEG", "in the lossless form JPEG-LS");
  const number = marker - 0xc0;
  const kinds = [
    number % 4 === 3 && "lossless",
    number % 8 > 4 && "hierarchical",
    number > 8 && "arithmetically coded",
  ].filter((kind) => kind !== false);
  throw unsupported("JPEG", kinds.join(", "));
}

/** Each channel must fit the finest one a whole number of times: others no decoder reads. */
function checkSampling(parts: Uint8Array, components: number): void {
  if (parts.length < 3 * components) throw damaged("JPEG", "its frame header is too short");
  const factors = Array.from({ length: components }, (_, i) => parts[3 * i + 1]!);
  const across = factors.map((both) => both >> 4);
  const down = factors.map((both) => both & 15);
  for (const side of [across, down]) {
    if (side.some((factor) => factor < 1 || factor > 4)) {
      throw damaged("JPEG", "its sampling factors are not 1 to 4");
    }
    const finest = Math.max(...side);
    if (side.some((factor) => finest % factor !== 0)) {
      throw unsupported("JPEG", "one of fractional sampling, in which colours have 2 pixels for 3");
    }
  }
}

/** Counts the scans of a progressive JPEG: each one is a pass over all of the picture. */
function checkScans(bytes: Uint8Array, start: number): void {
  let scans = 0;
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === SOS && ++scans > MAX_SCANS) {
      throw unsupported("JPEG", `one of more than ${MAX_SCANS} scans`);
    }
  }
}

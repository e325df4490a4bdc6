/**
 * The profile in a JPEG.
 *
 * Source: ISO 15076-1 (ICC.1:2022), annex B.4; ITU-T T.81, annex B.
 *
 * @module
 */

import { joinBytes } from "../join_bytes.ts";
import { hasName, isFrame, type JpegSegment, jpegSegments, SOS } from "../jpeg/jpeg_segments.ts";
import type { ColourSpace } from "./profile.ts";
import { type IccSource, NO_PROFILE } from "./source.ts";

const APP2 = 0xe2;
const APP15 = 0xef;
const NAME = "ICC_PROFILE\0";
/** A marker's second byte stands so far before its segment's body: the length is between them. */
const MARKER_BEFORE = 3;

const SPACES: Readonly<Record<number, ColourSpace>> = { 1: "grey", 3: "rgb", 4: "cmyk" };

/**
 * The profile that stands before a JPEG's first scan, put together of its numbered parts. Where one is missing or
 * there twice there is none that can be used.
 *
 * @param bytes a file whose markers were read before
 * @returns `undefined` when it has no profile
 */
export function jpegColour(bytes: Uint8Array): IccSource | undefined {
  const parts: Uint8Array[] = [];
  let space: ColourSpace | undefined;
  for (const { marker, body } of segments(bytes)) {
    if (isProfile(marker, body)) parts.push(body.subarray(NAME.length));
    else if (isFrame(marker)) space ??= SPACES[body[5] ?? 0];
  }
  if (parts.length === 0 || !space) return undefined;
  return { kind: "icc", space, icc: joined(parts) ?? NO_PROFILE };
}

/**
 * The file as a codec gets it. libjpeg warns of an incomplete profile in the same way as of lost pixels,
 * so the segments of such a profile get a marker that is ignored.
 */
export function withoutBrokenProfile(bytes: Uint8Array, source: IccSource | undefined): Uint8Array {
  if (!source || source.icc.length > 0) return bytes;
  const mended = bytes.slice();
  for (const { marker, at, body } of segments(bytes)) {
    if (isProfile(marker, body)) mended[at - MARKER_BEFORE] = APP15;
  }
  return mended;
}

/** Those before the first scan. */
function* segments(bytes: Uint8Array): Generator<JpegSegment> {
  for (const segment of jpegSegments(bytes)) {
    if (segment.marker === SOS) return;
    yield segment;
  }
}

function isProfile(marker: number, body: Uint8Array): boolean {
  return marker === APP2 && body.length >= NAME.length + 2 && hasName(body, NAME);
}

/** Each part begins with its number, from one, and with how many there are. */
function joined(parts: readonly Uint8Array[]): Uint8Array | undefined {
  const inOrder: Uint8Array[] = [];
  for (const part of parts) {
    const [number = 0, count = 0] = part;
    if (count !== parts.length || number < 1 || number > count) return undefined;
    inOrder[number - 1] = part.subarray(2);
  }
  for (let i = 0; i < parts.length; i++) if (!inOrder[i]) return undefined;
  return joinBytes(inOrder);
}

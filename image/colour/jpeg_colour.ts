/**
 * The profile in a JPEG.
 *
 * Source: ISO 15076-1 (ICC.1:2022), annex B.4; ITU-T T.81, annex B.
 *
 * @module
 */

import type { ColourSpace } from "./profile.ts";
import { type IccSource, NO_PROFILE } from "./source.ts";

const APP2 = 0xe2;
const APP15 = 0xef;
const SOS = 0xda;
const NAME = new TextEncoder().encode("ICC_PROFILE\0");

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
 * The file as a codec is to be given it. libjpeg warns of a profile whose parts are not complete as it warns of pixels
 * that are lost, so such parts become segments that mean nothing.
 */
export function withoutBrokenProfile(bytes: Uint8Array, source: IccSource | undefined): Uint8Array {
  if (!source || source.icc.length > 0) return bytes;
  const mended = bytes.slice();
  for (const { marker, at, body } of segments(bytes)) {
    if (isProfile(marker, body)) mended[at + 1] = APP15;
  }
  return mended;
}

interface Segment {
  readonly marker: number;
  /** Where it begins. */
  readonly at: number;
  readonly body: Uint8Array;
}

/** Those before the first scan. */
function* segments(bytes: Uint8Array): Generator<Segment> {
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (bytes[at] !== 0xff || marker === SOS) break;
    const length = Math.max(bytes[at + 2]! << 8 | bytes[at + 3]!, 2);
    yield { marker, at, body: bytes.subarray(at + 4, at + 2 + length) };
    at += 2 + length;
  }
}

function isProfile(marker: number, body: Uint8Array): boolean {
  return marker === APP2 && body.length >= NAME.length + 2 &&
    NAME.every((byte, i) => body[i] === byte);
}

/** SOF0 to SOF15, without DHT, JPG and DAC, which have numbers among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Each part begins with its number, from one, and with how many there are. */
function joined(parts: readonly Uint8Array[]): Uint8Array | undefined {
  const inOrder: Uint8Array[] = [];
  for (const part of parts) {
    const [number = 0, count = 0] = part;
    if (count !== parts.length || number < 1 || number > count) return undefined;
    inOrder[number - 1] = part.subarray(2);
  }
  let byteLength = 0;
  for (let i = 0; i < parts.length; i++) {
    const part = inOrder[i];
    if (!part) return undefined;
    byteLength += part.byteLength;
  }
  const icc = new Uint8Array(byteLength);
  let at = 0;
  for (const part of inOrder) {
    icc.set(part, at);
    at += part.byteLength;
  }
  return icc;
}

/**
 * The colours that a PNG's chunks define.
 *
 * Source: W3C PNG (third edition), sections 4.3 and 11.3.2, and which of them Chromium follows.
 *
 * @module
 */

import { crc32, inflateSync } from "node:zlib";
import { cicpSource } from "./cicp.ts";
import { gammaCurve } from "./curve.ts";
import { MAX_PROFILE_BYTES } from "./icc_profile.ts";
import { type Matrix3, primariesToXyz } from "./matrix.ts";
import { type ColourSource, NO_PROFILE, type NumbersSource } from "./source.ts";
import { SRGB_TO_XYZ } from "./srgb.ts";

const FIRST_CHUNK = 8;
const KNOWN = ["IHDR", "cICP", "iCCP", "sRGB", "gAMA", "cHRM"];
/** A gamma this near to 1/2.2 means sRGB: the tolerance of libpng. */
const NEUTRAL = 0.05;
const MAX_NAME = 80;

/**
 * The colours of the chunks before a PNG's pixels: cICP before iCCP before sRGB before gAMA with cHRM. A cHRM
 * without gAMA is ignored.
 *
 * @param bytes a file whose header was read before
 * @returns `undefined` when it is sRGB
 */
export function pngColour(bytes: Uint8Array): ColourSource | undefined {
  const chunks = chunksBeforePixels(bytes);
  const type = chunks.get("IHDR")?.getUint8(9) ?? 2;
  const space = (type & 2) === 0 ? "grey" : "rgb";
  const cicp = chunks.get("cICP");
  if (cicp && cicp.byteLength === 4 && cicp.getUint8(2) === 0 && cicp.getUint8(3) === 1) {
    const source = cicpSource(cicp.getUint8(0), cicp.getUint8(1), space);
    if (source) return source;
  }
  const byNumbers = chunks.has("sRGB") ? undefined : byGamma(chunks, space);
  const iccp = chunks.get("iCCP");
  return iccp ? { kind: "icc", space, icc: inflated(iccp), otherwise: byNumbers } : byNumbers;
}

function byGamma(
  chunks: ReadonlyMap<string, DataView>,
  space: "grey" | "rgb",
): NumbersSource | undefined {
  const gama = chunks.get("gAMA");
  const gamma = gama?.byteLength === 4 ? gama.getUint32(0) : 0;
  if (gamma === 0) return undefined;
  const chrm = chunks.get("cHRM");
  const numbers = chrm?.byteLength === 32
    ? Array.from({ length: 8 }, (_, i) => chrm.getUint32(4 * i) / 100_000)
    : undefined;
  if (!numbers && Math.abs(gamma / 100_000 * 2.2 - 1) < NEUTRAL) return undefined;
  const toXyz = numbers ? fromNumbers(numbers) : SRGB_TO_XYZ;
  if (!toXyz) return undefined;
  const curve = gammaCurve(100_000 / gamma);
  return {
    kind: "numbers",
    space,
    key: `png ${gamma} ${numbers?.join(" ")}`,
    profile: { kind: "matrix", space: "rgb", curves: [curve, curve, curve], toXyz },
  };
}

/** White first. */
function fromNumbers(numbers: readonly number[]): Matrix3 | undefined {
  const xy = (i: number) => ({ x: numbers[i]!, y: numbers[i + 1]! });
  return primariesToXyz({ white: xy(0), red: xy(2), green: xy(4), blue: xy(6) });
}

/** The first of each kind; those with a wrong checksum are skipped. */
function chunksBeforePixels(bytes: Uint8Array): Map<string, DataView> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = new Map<string, DataView>();
  for (let at = FIRST_CHUNK; at + 12 <= bytes.byteLength;) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + 8 + length;
    if (name === "IDAT" || end + 4 > bytes.byteLength) break;
    if (
      KNOWN.includes(name) && !chunks.has(name) &&
      crc32(bytes.subarray(at + 4, end)) === view.getUint32(end)
    ) chunks.set(name, new DataView(bytes.buffer, bytes.byteOffset + at + 8, length));
    at = end + 4;
  }
  return chunks;
}

/** A name, a zero, a method, and the profile compressed; {@linkcode NO_PROFILE} where it can't be inflated. */
function inflated(iccp: DataView): Uint8Array {
  const bytes = new Uint8Array(iccp.buffer, iccp.byteOffset, iccp.byteLength);
  const end = bytes.subarray(0, MAX_NAME).indexOf(0);
  if (end < 0 || bytes[end + 1] !== 0) return NO_PROFILE;
  try {
    const icc = inflateSync(bytes.subarray(end + 2), { maxOutputLength: MAX_PROFILE_BYTES });
    return new Uint8Array(icc.buffer, icc.byteOffset, icc.byteLength);
  } catch {
    return NO_PROFILE;
  }
}

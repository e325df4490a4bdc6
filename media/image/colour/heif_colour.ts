/**
 * The colours that a HEIC or AVIF file defines.
 *
 * Source: ISO/IEC 14496-12, section 12.1.5 (`colr`); ISO/IEC 23008-12, section 6.5.5.
 *
 * @module
 */

import { type HeifColour, type HeifFormat, readHeifHeader } from "../heif/heif_header.ts";
import { cicpSource } from "./cicp.ts";
import type { ColourSource, NumbersSource } from "./source.ts";

/** Numbers of ITU-T H.273. */
const BT709 = 1;
const UNSPECIFIED = 2;
const SRGB = 13;
const SRGB_LIKE = [1, UNSPECIFIED, 6, 14, 15];

/**
 * The profile of a file's picture, of the whole or of its first tile; without one what its numbers declare.
 *
 * @param bytes a file whose header was read before
 */
export function heifColour(bytes: Uint8Array, format: HeifFormat): ColourSource | undefined {
  const { profile, colour, channels } = readHeifHeader(bytes, format);
  const space = channels === 1 ? "grey" : "rgb";
  const byNumbers = colour && sourceOf(colour, space);
  return profile ? { kind: "icc", space, icc: profile, otherwise: byNumbers } : byNumbers;
}

/** As Chromium does: what isn't specified is sRGB, and so are the curves of BT.709 and BT.2020. */
function sourceOf(colour: HeifColour, space: "grey" | "rgb"): NumbersSource | undefined {
  const primaries = colour.primaries === UNSPECIFIED ? BT709 : colour.primaries;
  const transfer = SRGB_LIKE.includes(colour.transfer) ? SRGB : colour.transfer;
  return cicpSource(primaries, transfer, space);
}

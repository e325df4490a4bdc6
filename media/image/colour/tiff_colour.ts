/**
 * The profile in a TIFF.
 *
 * Source: ISO 15076-1 (ICC.1:2022), annex B.2.
 *
 * @module
 */

import { readTiffHeader } from "../tiff/tiff_header.ts";
import type { IccSource } from "./source.ts";

/**
 * The profile of a TIFF's first picture.
 *
 * @param bytes a file whose header was read before
 */
export function tiffColour(bytes: Uint8Array): IccSource | undefined {
  const { profile, channels } = readTiffHeader(bytes);
  return profile && { kind: "icc", space: channels === 1 ? "grey" : "rgb", icc: profile };
}

/**
 * The profile in a TIFF.
 *
 * Source: ISO 15076-1 (ICC.1:2022), annex B.2.
 *
 * @module
 */

import { readTiffHeader } from "../tiff_header.ts";
import type { IccSource } from "./source.ts";

const ICC_PROFILE = 34_675;

/**
 * The profile of a TIFF's first picture.
 *
 * @param bytes a file whose header was read before
 */
export function tiffColour(bytes: Uint8Array): IccSource | undefined {
  const { fields, channels } = readTiffHeader(bytes);
  const field = fields.find(({ tag }) => tag === ICC_PROFILE);
  if (!field) return undefined;
  const icc = bytes.subarray(field.valueOffset, field.valueOffset + field.count);
  return { kind: "icc", space: channels === 1 ? "grey" : "rgb", icc };
}

/**
 * Remarks on a picture's colours.
 *
 * @module
 */

import type { PictureFormat } from "../kinds.ts";
import type { PayloadRemark } from "../../../base/payload/mod.ts";
import { colourOf } from "./colour_of.ts";
import { transformFor } from "./transforms.ts";

/**
 * Code `profile-ignored`: the picture has a colour profile that can't be used.
 *
 * @param bytes a file whose header was read before
 * @returns none where its colours are what its file declares
 */
export function colourRemarks(format: PictureFormat, bytes: Uint8Array): readonly PayloadRemark[] {
  const source = colourOf(format, bytes);
  const fault = source && transformFor(source).fault;
  return fault ? [{ code: "profile-ignored", message: fault.message, details: {} }] : [];
}

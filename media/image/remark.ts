/**
 * Remarks on a picture that was read without an error.
 *
 * @module
 */

import type { PayloadRemark } from "../../base/payload/mod.ts";

/**
 * Code `first-picture-only`: the file has several pictures, and only the first is worked on.
 *
 * @param kind its usual spelling: `GIF`
 */
export function firstPictureOnly(kind: string, pictures: number): PayloadRemark {
  return {
    code: "first-picture-only",
    message:
      `This ${kind} has ${pictures} pictures; only the first is worked on. Send the others one by one, or ` +
      "as a video.",
    details: { kind, pictures },
  };
}

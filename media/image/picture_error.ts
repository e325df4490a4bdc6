/**
 * The sentence for a picture that can't be read.
 *
 * @module
 */

import { because, FrameboxError } from "../../base/errors/mod.ts";

/** `INVALID_ARGUMENT`: the file is cut or damaged. */
export function damaged(format: string, what: string, cause?: unknown): FrameboxError {
  return new FrameboxError(
    "INVALID_ARGUMENT",
    `The ${format} picture can't be read: ${what}. Send the whole, undamaged file.`,
    cause,
    because("picture-damaged", { kind: format }),
  );
}

/** `INVALID_ARGUMENT`: the file is of a kind that framebox doesn't read. */
export function unsupported(format: string, what: string): FrameboxError {
  return new FrameboxError(
    "INVALID_ARGUMENT",
    `The ${format} picture is ${what}, which framebox doesn't read. Save it as an ordinary 8-bit ` +
      `RGB JPEG or PNG.`,
    undefined,
    because("picture-unsupported", { kind: format }),
  );
}

/**
 * Pictures among payloads.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Payload } from "../../base/payload/mod.ts";
import { Picture } from "./picture.ts";

/** A payload, if it is a picture. */
export function pictureIn(payload: Payload | undefined): Picture | undefined {
  return payload instanceof Picture ? payload : undefined;
}

/**
 * A payload that has to be a picture.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is of another kind
 */
export function pictureOf(payload: Payload): Picture {
  if (payload instanceof Picture) return payload;
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    `This processor takes pictures, and got ${payload.mediaType}; choose one that takes that.`,
  );
}

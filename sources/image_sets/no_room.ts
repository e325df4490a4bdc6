/**
 * What doesn't pass by waiting.
 *
 * @module
 */
import { type ErrorReason, FrameboxError } from "../../base/errors/mod.ts";

/** A bound on what may be kept is reached: trying again in a moment is of no use. */
export class NoRoomError extends FrameboxError {
  /**
   * Makes the error.
   *
   * @param message one sentence: which bound, and what would help
   * @param because as in {@linkcode FrameboxError}
   */
  constructor(message: string, because: ErrorReason) {
    super("RESOURCE_EXHAUSTED", message, undefined, because);
  }
}

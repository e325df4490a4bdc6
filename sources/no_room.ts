/**
 * What doesn't pass by waiting.
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";

/** A bound on what may be kept is reached: trying again in a moment is of no use. */
export class NoRoomError extends FrameboxError {
  /**
   * Makes the error.
   *
   * @param message one sentence: which bound, and what would help
   */
  constructor(message: string) {
    super("RESOURCE_EXHAUSTED", message);
  }
}

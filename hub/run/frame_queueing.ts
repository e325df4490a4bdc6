/**
 * What a run needs of the queue: hub/dispatch implements it.
 *
 * @module
 */
import type { OpenFrame } from "./frame.ts";

/** The waiting frames of one run, and their way to processors. */
export interface FrameQueueing {
  /** Frames that wait, in the order of their numbers. */
  readonly waiting: readonly OpenFrame[];
  /** Adds a frame at the end. */
  push(frame: OpenFrame): void;
  /** Puts a frame in the place of all that wait; the run keeps its turn. Returns the old ones. */
  replace(frame: OpenFrame): readonly OpenFrame[];
  /**
   * Frames whose leases were lost are the next of the run. They are given out once the caller of
   * {@linkcode FrameEpoch.giveBack} offers them.
   */
  putBack(frames: readonly OpenFrame[]): void;
  /** Takes a frame out. Returns whether it was waiting. */
  remove(frame: OpenFrame): boolean;
  /** Takes all frames out. */
  clear(): void;
  /** Frames may be given out again that could not be a moment ago. */
  offer(): void;
  /** The run's processor has changed: its frames wait for that one from now on. */
  move(): void;
  /** Emits the run's position once more, for a new listener. */
  repeatPosition(): void;
  /** The run has ended. */
  end(): void;
}

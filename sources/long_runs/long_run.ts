/**
 * What every long run has in common: its progress, and the three controls of a user.
 *
 * @module
 */
import type { FrameboxError } from "../../base/errors/mod.ts";
import type { NoticeDetails, Run } from "../../hub/mod.ts";

/**
 * `finishing`: all frames have their results, what is left is to complete the files. The last three
 * are final.
 */
export type Phase = "running" | "paused" | "finishing" | "done" | "failed" | "cancelled";

/** A notice to the user although nothing failed, with a stable code. */
export interface Remark {
  /** For programs, e.g. `ends-early`. */
  readonly code: string;
  /** One English sentence. */
  readonly message: string;
  /** Its parameters, for translations. */
  readonly details?: NoticeDetails;
}

/** How far a long run is, at one moment. */
export interface LongRunState {
  /** Where it is. */
  readonly phase: Phase;
  /** Frames with a result that is in the long run's output. */
  readonly done: number;
  /** Frames that failed; they count in the total as well. */
  readonly failed: number;
  /** Frames in all, as far as that is known; corrected when the source has ended. */
  readonly total: number | undefined;
  /** Over the last seconds; `undefined` while nothing moves. */
  readonly framesPerSecond: number | undefined;
  /** At that pace, until the last frame. */
  readonly remainingMs: number | undefined;
  /** Why it failed. */
  readonly error: FrameboxError | undefined;
  /** In the order in which they were made. */
  readonly remarks: readonly Remark[];
}

/** A run that feeds itself: a video, an image set. */
export interface LongRun {
  /** Its frames and results. */
  readonly run: Run;
  /** How far it is now. */
  readonly state: LongRunState;
  /**
   * Resolves once its phase is final and it holds nothing any more: no process, no open file, no
   * timer. Never rejects.
   */
  readonly over: Promise<void>;
  /**
   * States from now on: each change of phase at once, progress at most four times a second, and the
   * last state always. Returns the function that stops them.
   */
  subscribe(listener: (state: LongRunState) => void): () => void;
  /** Gives out no more frames; those under way come to their end. Does nothing unless it is running. */
  pause(): void;
  /** Resumes it. Does nothing unless it is paused. */
  resume(): void;
  /** Ends it at once: open frames are dropped, unfinished files removed. Does nothing at its end. */
  cancel(): void;
}

/** Whether nothing changes any more. */
export function isFinal(phase: Phase): boolean {
  return phase === "done" || phase === "failed" || phase === "cancelled";
}

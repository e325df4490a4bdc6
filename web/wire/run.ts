/**
 * Sessions, runs and long runs.
 *
 * @module
 */
import type { Details, ErrorJson } from "./error.ts";

/** What a user started. `folder` is an older name of `images`. */
export type RunKindJson = "image" | "camera" | "video" | "images" | "folder" | "stream";

/** What may happen to a run's frames. */
export type PolicyJson = "latest" | "lossless";

/** What a long run does. */
export type PhaseJson = "running" | "paused" | "finishing" | "done" | "failed" | "cancelled";

/** A session that was opened. */
export interface SessionJson {
  readonly session: string;
}

/** How far a long run is. */
export interface LongRunJson {
  readonly phase: PhaseJson;
  readonly done: number;
  readonly failed: number;
  readonly total: number | null;
  /** Frames a second. */
  readonly fps: number | null;
  readonly remaining_ms: number | null;
  readonly error: ErrorJson | null;
  readonly remarks: readonly {
    readonly code: string;
    readonly message: string;
    readonly details: Details | null;
  }[];
}

/** What a video's file holds, and where its parts are. */
export interface VideoJson {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Degrees clockwise by which the stored picture is turned. */
  readonly rotation: number;
  /** Frames a second; 0 when the file doesn't declare it. */
  readonly rate: number;
  readonly variable_rate: boolean;
  readonly duration_ms: number | null;
  /** As the file declares; `total` of the long run is corrected at the end. */
  readonly frames: number | null;
  readonly codec: string;
  /** `null`: there is no sound. */
  readonly audio_codec: string | null;
  readonly bytes: number;
  readonly original_url: string;
  readonly timestamps_url: string;
  /** `null` until it is complete. */
  readonly result: {
    readonly width: number;
    readonly height: number;
    readonly bytes: number;
    readonly url: string;
  } | null;
}

/** A run. */
export interface RunJson {
  readonly run: string;
  readonly kind: string;
  readonly policy: string;
  readonly processor: string;
  readonly ended: boolean;
  readonly frames: {
    readonly waiting: number;
    readonly leased: number;
    readonly pushed: number;
    readonly done: number;
    readonly failed: number;
    readonly dropped: number;
  };
  /** `null`: its frames come from elsewhere. */
  readonly job: LongRunJson | null;
  /** `null`: it is no video. */
  readonly video: VideoJson | null;
}

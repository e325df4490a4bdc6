/**
 * What a person starts: one image, a camera stream, a video …
 *
 * @module
 */
import type { Picture } from "../image/mod.ts";
import type { RunData } from "./data_types.ts";
import type { BoxPlace } from "./frame_scale.ts";
import type { History } from "./history_types.ts";
import type { Outcome, PushedFrame, ResultReader } from "./result_types.ts";
import type { Session } from "./session_types.ts";

/** What a person started. Decides whether affinity applies (camera, video, stream) or not. */
export type RunKind = "image" | "camera" | "video" | "folder" | "stream";

/**
 * `lossless`: every frame gets its answer, results come in frame order, the source waits for room.
 * `latest`: a new frame takes the place of the one still waiting; a result is shown at once and an
 * older one never after it.
 */
export type Policy = "latest" | "lossless";

/**
 * The form of a result's picture that will be asked for, so that a processor in the box makes it at
 * once. `as-sent`: the kind of file that the frame came as, pixels for pixels.
 */
export type PictureForm = "jpeg" | "raster" | "as-sent";

/** How a run is made. */
export interface RunOptions {
  /** What was started. */
  readonly kind: RunKind;
  /** What may happen to its frames. */
  readonly policy: Policy;
  /** Whose queue the frames go to: `workers` or a built-in's name. */
  readonly processor: string;
  /** Change over to `workers` as soon as a worker comes (nobody chose a processor). */
  readonly followWorkers?: boolean;
  /** `false`: no `data.mat` accumulates; who reads the results takes their variables. */
  readonly keepsData?: boolean;
  /** Open frames of a lossless run before its source waits; the hub's setting by default. */
  readonly window?: number;
  /**
   * Whether results must have their pictures: `always` by default; `watched`: only while a reader of
   * policy `latest` is open, so that nobody draws what nobody sees.
   */
  readonly pictures?: "always" | "watched";
  /** A hint; `jpeg` by default for live pictures (policy `latest`, or `watched`), else `raster`. */
  readonly pictureForm?: PictureForm;
}

/** How a frame is given. */
export interface PushOptions {
  /** Milliseconds since the epoch of the source's clock. */
  readonly capturedAtMs?: number;
  /** Frames with the same one are processed together where a processor can. */
  readonly batch?: symbol;
  /** Its abort ends the waiting for room. */
  readonly signal?: AbortSignal;
}

/** What happens to a run, in the order it happens, for those who tell people about it. */
export type RunEvent =
  /** `ahead`: frames of this processor that will be given out before this run's next one. */
  | { readonly type: "waiting"; readonly number: number; readonly ahead: number }
  | { readonly type: "leased"; readonly number: number; readonly by: string }
  /** A lease was lost and its frame waits again. */
  | { readonly type: "redelivered"; readonly number: number; readonly reason: string }
  | Notice
  | { readonly type: "processor"; readonly processor: string }
  | { readonly type: "reset" }
  | { readonly type: "ended"; readonly reason: string };

/** A remark on a run. */
export interface Notice {
  /** Among a run's events. */
  readonly type: "notice";
  /** Stable, e.g. `frame-too-large`, `frame-scaled`, `quota`. */
  readonly code: string;
  /** One English sentence for people. */
  readonly message: string;
  /** What the sentence is made from, so that it can be said in other languages. */
  readonly details?: NoticeDetails;
}

/** Numbers and names in a notice. */
export type NoticeDetails = Readonly<Record<string, string | number>>;

/** Numbers of a run, at this moment. */
export interface RunStats {
  /** Frames in the queue. */
  readonly waiting: number;
  /** Frames that a processor holds. */
  readonly leased: number;
  /** Frames that were accepted since the start or the last reset. */
  readonly pushed: number;
  /** Of those, the ones with a result. */
  readonly done: number;
  /** Of those, the ones that failed. */
  readonly failed: number;
  /** Of those, the ones that were replaced, or open when the run ended. */
  readonly dropped: number;
}

/** What a person started: one image, a camera stream, a video … */
export interface Run {
  /** Names the run for its session's person: "1", "2", … Opens nothing elsewhere. */
  readonly id: string;
  /** The `session_hash` on the gRPC wire; random, and new after each reset. */
  readonly hash: string;
  /** What was started. */
  readonly kind: RunKind;
  /** What may happen to its frames. */
  readonly policy: Policy;
  /** Whose queue its frames go to now. */
  readonly processor: string;
  /** When results must have their pictures; see {@linkcode RunOptions}. */
  readonly pictures: "always" | "watched";
  /** Whether they must now. */
  readonly wantsPictures: boolean;
  /** The form in which they are the most useful. */
  readonly pictureForm: PictureForm;
  /** Whose run it is. */
  readonly session: Session;
  /** Its `data.mat`; another one after each reset. */
  readonly data: RunData;
  /** Its numbers at this moment. */
  readonly stats: RunStats;
  /** Aborts when the run ends; its reason says why. */
  readonly ended: AbortSignal;
  /** Where the boxes go that `data.mat` has of a frame, if framebox made that frame smaller. */
  boxPlace(number: number): BoxPlace | undefined;
  /** What its results said, without their pictures; another one after each reset. */
  readonly history: History;
  /** The newest outcome with a picture that was shown, if its picture is still kept. */
  readonly latest: Outcome | undefined;
  /**
   * Gives a frame. `latest`: resolves at once. `lossless`: waits while the run's window is full.
   * With room it is in the queue before this returns: a batch is pushed in one go, without awaiting
   * each of its frames.
   *
   * @throws {FrameboxError} `FAILED_PRECONDITION` when the run has ended; `RESOURCE_EXHAUSTED` when
   * a bound of the box is reached; the signal's reason when it aborts while waiting
   */
  push(picture: Picture, options?: PushOptions): Promise<PushedFrame>;
  /**
   * Opens a reader; results from now on. By default it reads as the run's policy says; with
   * `latest` it may also watch a lossless run, whose source then never waits for it.
   */
  results(options?: { readonly policy?: "latest" }): ResultReader;
  /** Events from now on. Returns the function that stops them. */
  subscribe(listener: (event: RunEvent) => void): () => void;
  /** Frames go to another processor from now on, waiting ones too; leased ones stay where they are. */
  switchProcessor(processor: string): void;
  /** Frame count to 0, a new hash, `data.mat` removed; open frames are dropped, late results too. */
  reset(): Promise<void>;
  /**
   * Its directory on disk, made on the first call; it goes when the session forgets the run or ends.
   *
   * @returns the path
   * @throws {FrameboxError} `FAILED_PRECONDITION` when it is gone already
   */
  makeDirectory(): Promise<string>;
  /**
   * Counts bytes on disk of this run, if its session and the box have room for them; a negative
   * number gives bytes back. All of them are given back when the directory goes.
   */
  takeSpace(bytes: number): boolean;
  /** Tells people something about this run (see {@linkcode RunEvent} `notice`). */
  notice(code: string, message: string, details?: NoticeDetails): void;
  /** No more frames come: the run ends when the open ones are settled. */
  finish(): void;
  /** Ends now: open frames are dropped. */
  cancel(reason: string): void;
}

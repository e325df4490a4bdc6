/**
 * Sessions, their runs, and each run's `data.mat`.
 *
 * @module
 */
import type { ErrorReason } from "../../base/errors/mod.ts";
import type { Payload } from "../../base/payload/mod.ts";
import type {
  BoxPlace,
  DataVariable,
  FrameProgress,
  History,
  Outcome,
  PushedFrame,
  PushOptions,
  ResultReader,
  StoredVariable,
} from "./result.ts";

/** One user's open page, or one API client. */
export interface Session {
  /** Random, 128 bits, base64url. Knowledge of it gives access to the session on the web. */
  readonly id: string;
  /** Id of the principal that opened it. */
  readonly owner: string;
  /** Its directory on disk, whose name doesn't reveal `id`. */
  readonly directory: string;
  /**
   * Makes its directory again if another program removed it; what was in it is lost.
   *
   * @returns its path
   * @throws {FrameboxError} `UNAVAILABLE` when it can't be made
   */
  makeDirectory(): Promise<string>;
  /**
   * Its runs in the order of their start. Those that have ended stay for their results; the oldest
   * go when there are more of them than may be open.
   */
  readonly runs: readonly Run[];
  /** The run started last. */
  readonly current: Run | undefined;
  /** Aborts when the session ends. */
  readonly ended: AbortSignal;
  /** Whether a page or socket is connected. */
  readonly attached: boolean;
  /** Whether it may be ended at any moment to make room. */
  readonly evictable: boolean;
  /**
   * Only its results are left: while it is not used, it is among the first to end when framebox needs room for
   * another session. A new run undoes this.
   */
  makeEvictable(): void;
  /**
   * Starts a run.
   *
   * @throws {FrameboxError} `FAILED_PRECONDITION` when the session has ended,
   * `RESOURCE_EXHAUSTED` when it has too many runs
   */
  start(options: RunOptions): Run;
  /** A page or socket is connected: the session is in use until the returned function is called. */
  attach(): () => void;
  /** The session is used: its idle time starts again. */
  touch(): void;
  /**
   * Counts bytes on disk that belong to no run, as uploads do, if there is room for them; a negative
   * number gives bytes back.
   */
  takeSpace(bytes: number): boolean;
  /** Something finished is in its directory: from now on it is kept for as long as results of runs are. */
  resultKept(): void;
  /** Caches a result for later download; at the bound of the cache the least recently used go first. */
  cacheResult(run: Run, outcome: Outcome): void;
  /** A cached outcome. */
  cachedResult(runId: string, frame: number): Outcome | undefined;
  /** Ends one of its runs; resolves when its results and files are removed and their room is free again. */
  forget(run: Run): Promise<void>;
  /** Ends it: its runs end, and its files are removed. */
  end(reason: string): Promise<void>;
}

/**
 * What a user started; `images` is an image set. Decides whether affinity applies (camera, video,
 * stream) or not.
 */
export type RunKind = "image" | "camera" | "video" | "images" | "stream";

/**
 * `lossless`: every frame gets its answer, results come in frame order, the source waits for room.
 * `latest`: a new frame takes the place of the one still waiting; a result is shown at once and an
 * older one never after it.
 */
export type Policy = "latest" | "lossless";

/**
 * The form of a result's picture that will be requested, so that a processor in framebox makes it at
 * once. `as-sent`: the kind of file that the frame came as, pixels for pixels.
 */
export type PictureForm = "jpeg" | "raster" | "as-sent";

/** How a run is made. */
export interface RunOptions {
  /** What was started. */
  readonly kind: RunKind;
  /** How its frames and results are queued. */
  readonly policy: Policy;
  /** The processor that the frames are for: `workers` or a built-in's name. */
  readonly processor: string;
  /** Change over to `workers` as soon as a worker connects: the user has chosen no processor. */
  readonly followWorkers?: boolean;
  /** `false`: no `data.mat` accumulates; a reader takes the variables from the results. */
  readonly keepsData?: boolean;
  /** Open frames of a lossless run before its source waits; the hub's setting by default. */
  readonly window?: number;
  /**
   * Whether results must have their pictures: `always` by default; `watched`: only while a reader of
   * policy `latest` is open, so that no picture is made in vain. Payloads of other kinds are always made.
   */
  readonly pictures?: "always" | "watched";
  /** A hint; `jpeg` by default for live pictures (policy `latest`, or `watched`), else `raster`. */
  readonly pictureForm?: PictureForm;
}

/** Events of a run, in the order in which they occur. */
export type RunEvent =
  /** `ahead`: frames of this processor that will be given out before this run's next one. */
  | { readonly type: "waiting"; readonly number: number; readonly ahead: number }
  | { readonly type: "leased"; readonly number: number; readonly by: string }
  /** How far a processor is that takes long. */
  | { readonly type: "stage"; readonly number: number; readonly progress: FrameProgress }
  /** A lease was lost and its frame waits again. */
  | {
    readonly type: "redelivered";
    readonly number: number;
    readonly reason: string;
    /** The same, so that it can be translated. */
    readonly because?: ErrorReason;
  }
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
  /** One English sentence for users. */
  readonly message: string;
  /** The values in the sentence, so that it can be translated. */
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

/** `data.mat` as it was when it was opened; later writes don't show. Close it. */
export interface DataSnapshot extends Disposable {
  /** In the order of the file. */
  readonly variables: readonly StoredVariable[];
  /** The variable of this name. */
  find(name: string): StoredVariable | undefined;
  /**
   * The variable's whole Level 5 element, tag included: a view, to be left unchanged. Reading in the
   * order of the file is fast.
   *
   * @returns `undefined` when there is no variable of this name
   */
  element(name: string): Promise<Uint8Array | undefined>;
  /** Closes the file, after the reads under way. */
  close(): void;
}

/**
 * The bytes of `data.mat` as they were when it was opened; later writes don't show. It holds the file
 * open until it is closed, or until a stream of it has ended. One reads it at a time.
 */
export interface DataCopy extends Disposable {
  /** Of all of it. */
  readonly byteLength: number;
  /** Another one whenever the bytes are others, also after a reset. It doesn't reveal them. */
  readonly version: string;
  /** All of it; closes the copy at its end, or when it is cancelled. */
  readonly body: ReadableStream<Uint8Array>;
  /** This range of the bytes; closes the copy like `body`. */
  stream(first: number, byteLength: number): ReadableStream<Uint8Array>;
  /** The same, and leaves the copy open. */
  pieces(first?: number, byteLength?: number): AsyncGenerator<Uint8Array, void, void>;
  /** Closes the file. */
  close(): void;
}

/** The accumulated `data.mat` of a run. */
export interface RunData {
  /** Variables in it, in file order, without their contents. */
  list(): readonly Omit<DataVariable, "element">[];
  /** How many variables are in it. */
  readonly count: number;
  /** Size in bytes; 0 while there is none. */
  readonly byteLength: number;
  /**
   * A consistent copy of the file as it is now. Read it or close it.
   *
   * @returns `undefined` while there is none
   */
  read(): Promise<DataCopy | undefined>;
  /**
   * The file as it is now, to read variables from it one by one.
   *
   * @returns `undefined` while there is none
   */
  open(): Promise<DataSnapshot | undefined>;
}

/** What a user started: one image, a camera, a video … */
export interface Run {
  /** Names the run in its session: "1", "2", … It gives access to nothing elsewhere. */
  readonly id: string;
  /** The `session_hash` on the gRPC wire; random, and new after each reset. */
  readonly hash: string;
  /** What was started. */
  readonly kind: RunKind;
  /** How its frames and results are queued. */
  readonly policy: Policy;
  /** The processor that its frames are for now. */
  readonly processor: string;
  /** When results must have their pictures; see {@linkcode RunOptions}. */
  readonly pictures: "always" | "watched";
  /** Whether they must now. */
  readonly wantsPictures: boolean;
  /** The form in which they will be requested. */
  readonly pictureForm: PictureForm;
  /** The session that it belongs to. */
  readonly session: Session;
  /** Its `data.mat`; another one after each reset. */
  readonly data: RunData;
  /** Its numbers at this moment. */
  readonly stats: RunStats;
  /** Aborts when the run ends; its reason is an error with a sentence. */
  readonly ended: AbortSignal;
  /** Where the bounding boxes are drawn that `data.mat` has of a frame, if that frame was scaled down. */
  boxPlace(number: number): BoxPlace | undefined;
  /** Its results without their payloads; another one after each reset. */
  readonly history: History;
  /** The newest outcome with a payload that was shown, if it is still cached. */
  readonly latest: Outcome | undefined;
  /**
   * Gives a frame. `latest`: resolves at once. `lossless`: waits while the run's window is full.
   * With room it is in the queue before this returns: a batch is pushed in one go, without awaiting
   * each of its frames.
   *
   * @throws {FrameboxError} `FAILED_PRECONDITION` when the run has ended; `RESOURCE_EXHAUSTED` when
   * a bound of framebox is reached; the signal's reason when it aborts while waiting
   */
  push(payload: Payload, options?: PushOptions): Promise<PushedFrame>;
  /**
   * Opens a reader of the results from now on, by default with the run's policy. With `latest` it may also
   * watch a lossless run, whose source then never waits for it.
   */
  results(options?: { readonly policy?: "latest" }): ResultReader;
  /** Events from now on. Returns the function that unsubscribes. */
  subscribe(listener: (event: RunEvent) => void): () => void;
  /** Frames go to another processor from now on, waiting ones too; leased ones stay where they are. */
  switchProcessor(processor: string): void;
  /** Frame count to 0, a new hash, `data.mat` removed; open frames are dropped, late results too. */
  reset(): Promise<void>;
  /**
   * Its directory on disk, made on the first call and removed when the session forgets the run or ends.
   *
   * @returns the path
   * @throws {FrameboxError} `FAILED_PRECONDITION` when it was removed already
   */
  makeDirectory(): Promise<string>;
  /**
   * Counts bytes on disk of this run, if its session and framebox have room for them; a negative
   * number gives bytes back. All of them are given back when the directory is removed.
   */
  takeSpace(bytes: number): boolean;
  /** Emits a {@linkcode Notice} for the run's users. */
  notice(code: string, message: string, details?: NoticeDetails): void;
  /** No more frames come: the run ends when the open ones are settled. */
  finish(): void;
  /** Ends now: open frames are dropped. */
  cancel(reason: string): void;
}

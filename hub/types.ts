/**
 * What the hub's parts say to each other and to entrances and processors. Words as in the design:
 * session, run, frame, lease, result.
 *
 * @module
 */
import type { Picture } from "../image/mod.ts";
import type { FrameboxError } from "../errors/mod.ts";

/** What a person started. Decides whether affinity applies (camera, video, stream) or not. */
export type RunKind = "image" | "camera" | "video" | "folder" | "stream";

/**
 * `lossless`: every frame gets its answer, results come in frame order, the source waits for room.
 * `latest`: a new frame takes the place of the one still waiting; a result is shown at once and an
 * older one never after it.
 */
export type Policy = "latest" | "lossless";

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
}

/** One picture of a run with its number. Forms that somebody needed are kept until it is settled. */
export interface Frame {
  /** Number in its run: 0, 1, 2 …, given on arrival; dropped frames leave gaps. */
  readonly number: number;
  /** As it came, and in other forms on request. */
  readonly picture: Picture;
  /** Milliseconds since the epoch of the source's clock, if it gave one. */
  readonly capturedAtMs: number | undefined;
  /**
   * Another form of this frame (a .mat, say), made on first request and kept until the frame is
   * settled; a making that failed is forgotten.
   */
  form(key: string, make: (picture: Picture) => Promise<Uint8Array>): Promise<Uint8Array>;
}

/** A label with its probability, 0–1, where the processor gave one. */
export interface Label {
  /** The words. */
  readonly label: string;
  /** From 0 to 1. */
  readonly probability?: number;
}

/** One top-level variable that a result leaves in `data.mat`. */
export interface DataVariable {
  /** Its name, ASCII. */
  readonly name: string;
  /** MATLAB class, `double`, `struct` …, as the page lists it. */
  readonly class: string;
  /** Its dimensions, two at least. */
  readonly dims: readonly number[];
  /** The whole little-endian Level 5 element, tag included, ready to be appended. */
  readonly element: Uint8Array;
}

/** What a processor made of one frame. Everything is optional: data without a picture is a result. */
export interface ResultContent {
  /** To be shown. */
  readonly picture?: Picture | undefined;
  /** Variables for `data.mat`, in their order. Empty: nothing is added. */
  readonly variables?: readonly DataVariable[] | undefined;
  /** What was recognised, the most probable first. */
  readonly labels?: readonly Label[] | undefined;
  /** Words about the frame. */
  readonly text?: string | undefined;
}

/** Where a frame's time went, in milliseconds. */
export interface Timings {
  /** From arrival to the lease that answered. */
  readonly queuedMs: number;
  /** From that lease to its result. */
  readonly processingMs: number;
  /** From arrival to result. */
  readonly totalMs: number;
}

/** How a frame ended. */
export type Outcome =
  | {
    readonly kind: "done";
    /** Its place among the outcomes of its run that were told: 1, 2, 3 …; a reset starts again. */
    readonly seq: number;
    readonly number: number;
    readonly content: ResultContent;
    readonly timings: Timings;
    /** Name of the worker or built-in that answered. */
    readonly processedBy: string;
    /** Frames of this run dropped so far. */
    readonly dropped: number;
  }
  | {
    readonly kind: "failed";
    readonly seq: number;
    readonly number: number;
    readonly error: FrameboxError;
    readonly dropped: number;
  }
  /** Replaced by a newer frame, or its run was reset, cancelled or ended. */
  | { readonly kind: "dropped"; readonly number: number; readonly dropped: number };

/** A frame that was accepted. */
export interface PushedFrame {
  /** Its number in its run. */
  readonly number: number;
  /** Settles once, never rejects. */
  readonly outcome: Promise<Outcome>;
}

/** What happens to a run, in the order it happens, for those who tell people about it. */
export type RunEvent =
  /** `ahead`: frames of this processor that will be given out before this run's next one. */
  | { readonly type: "waiting"; readonly number: number; readonly ahead: number }
  | { readonly type: "leased"; readonly number: number; readonly by: string }
  /** A lease was lost and its frame waits again. */
  | { readonly type: "redelivered"; readonly number: number; readonly reason: string }
  /** A remark with a stable code, e.g. `frame-too-large`, `quota`; the message is for people. */
  | { readonly type: "notice"; readonly code: string; readonly message: string }
  | { readonly type: "processor"; readonly processor: string }
  | { readonly type: "reset" }
  | { readonly type: "ended"; readonly reason: string };

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

/** Results of a run for one consumer, pulled at its own pace. */
export interface ResultReader {
  /**
   * The next outcome that is not `dropped`. Policy `latest`: only the newest not yet read is kept,
   * older ones are dropped. `lossless`: all, in frame order; while a reader is behind, the
   * run's source waits.
   *
   * @returns `undefined` once the run has ended and everything was read
   * @throws the signal's reason when it aborts
   */
  next(signal: AbortSignal): Promise<Outcome | undefined>;
  /**
   * Resolves when there is an outcome to be read, without reading it; `false`: there will be none.
   *
   * @throws the signal's reason when it aborts
   */
  ready(signal: AbortSignal): Promise<boolean>;
  /** How many it could read at once. */
  readonly unread: number;
  /** Results since the last reset that it was too slow for, or that came after a newer one's. */
  readonly skipped: number;
  /** Reads no more; what is unread is forgotten, and the source no longer waits for it. */
  close(): void;
}

/** What one result said, without its picture and within bounds: long texts and lists are cut. */
export interface HistoryEntry {
  /** As in its {@linkcode Outcome}. */
  readonly seq: number;
  /** The frame's number. */
  readonly number: number;
  /** How the frame ended. */
  readonly kind: "done" | "failed";
  /** Name of the worker or built-in that answered. */
  readonly processedBy?: string;
  /** Where its time went. */
  readonly timings?: Timings;
  /** What was recognised, the most probable first. */
  readonly labels: readonly Label[];
  /** Words about the frame. */
  readonly text: string | undefined;
  /** What it left in `data.mat`. */
  readonly variables: readonly Omit<DataVariable, "element">[];
  /** Numbers in its small variables, by their path. */
  readonly values: Readonly<Record<string, number>>;
  /** Of its picture, in pixels, if it had one. */
  readonly width?: number | undefined;
  /** Of its picture, in pixels. */
  readonly height?: number | undefined;
  /** Why it failed. */
  readonly error?: FrameboxError;
}

/** What the newest results of a run said, also those that nobody was there to see. */
export interface History {
  /** The newest outcome's `seq`; 0 while there is none. */
  readonly last: number;
  /** The oldest one's that is kept; `last + 1` when none is. */
  readonly first: number;
  /** Those with a `seq` above this one, the oldest first; `limit` of them at most. */
  after(seq: number, limit: number): readonly HistoryEntry[];
}

/** A variable of `data.mat` without its contents. */
export interface StoredVariable extends Omit<DataVariable, "element"> {
  /** Bytes that its element takes in the file. */
  readonly byteLength: number;
  /**
   * The frame that it is of: the one that its name says (`data_00012`), else the one whose result
   * left it. Workers that call every frame's variable `data_00000` say nothing by it.
   */
  readonly frame: number;
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
  /** Lets go of the file, after the reads under way. */
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
   * A consistent copy of the file as it is now, as a stream of its bytes; later appends don't show.
   *
   * @returns `undefined` while there is none
   */
  read(): Promise<{ byteLength: number; body: ReadableStream<Uint8Array> } | undefined>;
  /**
   * The file as it is now, to read variables from it one by one.
   *
   * @returns `undefined` while there is none
   */
  open(): Promise<DataSnapshot | undefined>;
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
  /** Whose run it is. */
  readonly session: Session;
  /** Its `data.mat`; another one after each reset. */
  readonly data: RunData;
  /** Its numbers at this moment. */
  readonly stats: RunStats;
  /** Aborts when the run ends; its reason says why. */
  readonly ended: AbortSignal;
  /** What its results said, without their pictures; another one after each reset. */
  readonly history: History;
  /** The newest outcome with a picture that was shown, if its picture is still kept. */
  readonly latest: Outcome | undefined;
  /**
   * Gives a frame. `latest`: resolves at once. `lossless`: waits while the run's window is full.
   *
   * @throws {FrameboxError} `FAILED_PRECONDITION` when the run has ended; `RESOURCE_EXHAUSTED` when
   * a bound of the box is reached; the signal's reason when it aborts while waiting
   */
  push(
    picture: Picture,
    options?: { readonly capturedAtMs?: number; readonly signal?: AbortSignal },
  ): Promise<PushedFrame>;
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
  notice(code: string, message: string): void;
  /** No more frames come: the run ends when the open ones are settled. */
  finish(): void;
  /** Ends now: open frames are dropped. */
  cancel(reason: string): void;
}

/** One person's open page, or one API client. */
export interface Session {
  /** Random, 128 bits, base64url; whoever knows it may use the session on the web. */
  readonly id: string;
  /** Its directory on disk; the name is made here and tells nothing of `id`. */
  readonly directory: string;
  /**
   * Its runs in the order of their start. Those that have ended stay for their results; the oldest
   * go when there are more of them than may be open.
   */
  readonly runs: readonly Run[];
  /** The run started last. */
  readonly current: Run | undefined;
  /** Aborts when the session ends. */
  readonly ended: AbortSignal;
  /** Whether somebody's page or socket is there. */
  readonly attached: boolean;
  /**
   * Starts a run.
   *
   * @throws {FrameboxError} `FAILED_PRECONDITION` when the session has ended,
   * `RESOURCE_EXHAUSTED` when it has too many runs
   */
  start(options: RunOptions): Run;
  /** A page or socket is there: the session does not idle until the returned function is called. */
  attach(): () => void;
  /** Something was asked of the session: its idle time starts again. */
  touch(): void;
  /**
   * Counts bytes on disk that belong to no run, as uploads do, if there is room for them; a negative
   * number gives bytes back.
   */
  takeSpace(bytes: number): boolean;
  /** Keeps a result's picture for later download; the oldest go first when the box's bound is reached. */
  keep(run: Run, outcome: Outcome): void;
  /** A kept outcome. */
  kept(runId: string, frame: number): Outcome | undefined;
  /** Ends a run of it; resolves when its results and files are gone and their room is free again. */
  forget(run: Run): Promise<void>;
  /** Ends it: its runs end, its files go. */
  end(reason: string): Promise<void>;
}

export type * from "./connection_types.ts";
export type * from "./hub_types.ts";

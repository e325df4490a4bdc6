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
  readonly kind: RunKind;
  readonly policy: Policy;
  /** Whose queue the frames go to: `workers` or a built-in's name. */
  readonly processor: string;
  /** Change over to `workers` as soon as a worker comes (nobody chose a processor). */
  readonly followWorkers?: boolean;
}

/** One picture of a run with its number. Forms that somebody needed are kept until it is settled. */
export interface Frame {
  /** Number in its run: 0, 1, 2 …, given on arrival; dropped frames leave gaps. */
  readonly number: number;
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
  readonly label: string;
  readonly probability?: number;
}

/** One top-level variable that a result leaves in `data.mat`. */
export interface DataVariable {
  readonly name: string;
  /** MATLAB class, `double`, `struct` …, as the page lists it. */
  readonly class: string;
  readonly dims: readonly number[];
  /** The whole little-endian Level 5 element, tag included, ready to be appended. */
  readonly element: Uint8Array;
}

/** What a processor made of one frame. Everything is optional: data without a picture is a result. */
export interface ResultContent {
  readonly picture?: Picture | undefined;
  /** Variables for `data.mat`, in their order. Empty: nothing is added. */
  readonly variables?: readonly DataVariable[] | undefined;
  readonly labels?: readonly Label[] | undefined;
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
    readonly number: number;
    readonly error: FrameboxError;
    readonly dropped: number;
  }
  /** Replaced by a newer frame, or its run was reset, cancelled or ended. */
  | { readonly kind: "dropped"; readonly number: number; readonly dropped: number };

/** A frame that was accepted. */
export interface PushedFrame {
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
  readonly waiting: number;
  readonly leased: number;
  readonly pushed: number;
  readonly done: number;
  readonly failed: number;
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
  /** Results that this reader was too slow for. */
  readonly skipped: number;
  close(): void;
}

/** The accumulated `data.mat` of a run. */
export interface RunData {
  /** Variables in it, in file order, without their contents. */
  list(): readonly Omit<DataVariable, "element">[];
  /** Size in bytes; 0 while there is none. */
  readonly byteLength: number;
  /**
   * A consistent copy of the file as it is now, as a stream of its bytes; later appends don't show.
   *
   * @returns `undefined` while there is none
   */
  read(): Promise<{ byteLength: number; body: ReadableStream<Uint8Array> } | undefined>;
}

/** What a person started: one image, a camera stream, a video … */
export interface Run {
  /** Names the run for its session's person: "1", "2", … Opens nothing elsewhere. */
  readonly id: string;
  /** The `session_hash` on the gRPC wire; random, and new after each reset. */
  readonly hash: string;
  readonly kind: RunKind;
  readonly policy: Policy;
  readonly processor: string;
  readonly session: Session;
  readonly data: RunData;
  readonly stats: RunStats;
  /** Aborts when the run ends; its reason says why. */
  readonly ended: AbortSignal;
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
  /** Opens a reader; results from now on. */
  results(): ResultReader;
  /** Events from now on. Returns the function that stops them. */
  subscribe(listener: (event: RunEvent) => void): () => void;
  /** Frames go to another processor from now on, waiting ones too; leased ones stay where they are. */
  switchProcessor(processor: string): void;
  /** Frame count to 0, a new hash, `data.mat` removed; open frames are dropped, late results too. */
  reset(): Promise<void>;
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
  readonly runs: readonly Run[];
  /** The run started last. */
  readonly current: Run | undefined;
  /** Aborts when the session ends. */
  readonly ended: AbortSignal;
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
  /** Keeps a result's picture for later download; the oldest go first when the box's bound is reached. */
  keep(run: Run, outcome: Outcome): void;
  /** A kept outcome. */
  kept(runId: string, frame: number): Outcome | undefined;
  /** Ends it: its runs end, its files go. */
  end(reason: string): Promise<void>;
}

/** A frame handed out until its result, its failure or its deadline. */
export interface Lease {
  readonly frame: Frame;
  readonly run: Run;
  /** The hash under which it was given out. */
  readonly hash: string;
  /** Which delivery of this frame it is: 1, 2 or 3. */
  readonly delivery: number;
  /** Aborts when the lease is over, whatever ended it. */
  readonly over: AbortSignal;
  /** The answer has reached the peer: from now on a closed connection gets the grace time. */
  delivered(): void;
  /** For processors that know their lease: the result. Resolves when its data is kept. */
  complete(content: ResultContent): Promise<AnswerOutcome>;
  /**
   * The processor failed. `again`: the frame is given out again, up to the bound of deliveries;
   * else it is reported as failed at once.
   */
  fail(error: FrameboxError, options: { readonly again: boolean }): void;
  /**
   * Gives the frame back unanswered, because it could not be delivered: it is the next of its run
   * to be given out, at once, and that counts as no failure. Without effect when the lease is over.
   */
  release(): void;
}

/** A result as it comes back from the wire, tied to its frame only by what it says. */
export interface IncomingResult {
  readonly hash: string;
  /** The number in its `data_NNNNN`, where there is one. */
  readonly frameNumber?: number | undefined;
  readonly content: ResultContent;
}

/** What became of a result. Dropped ones are counted; their sender is answered OK all the same. */
export type AnswerOutcome =
  | { readonly accepted: true; readonly run: Run; readonly number: number }
  | {
    readonly accepted: false;
    readonly reason: "unknown-run" | "already-answered" | "no-open-frame";
  };

/** How a connection takes frames. */
export interface ConnectionOptions {
  /** Whose frames it takes: `["workers"]`, or a built-in's name. */
  readonly processors: readonly string[];
  readonly kind: "worker" | "builtin";
  /** What people see, e.g. `detector-1`; a number is added if another has that name. */
  readonly name: string;
  /** Who is taken for the same worker when it comes back within the grace time, e.g. host and agent. */
  readonly identity?: string;
  /** Affinity applies (`AFFINITY=strict`). Built-ins keep no state: false. */
  readonly sticky: boolean;
  /** Bounds on leases held at once, per policy; the hub's settings by default. */
  readonly maxLeases?: { readonly latest: number; readonly lossless: number };
  /** How long a lease holds, in milliseconds; the hub's setting by default. */
  readonly leaseTimeoutMs?: number;
}

/** One peer that takes frames and answers: a worker's connection, or a built-in. */
export interface Connection {
  readonly name: string;
  /**
   * Waits for the next frame: sessions take turns, and the bounds of leases and affinity hold.
   *
   * @throws the signal's reason when it aborts; `FrameboxError` `UNAVAILABLE` when the hub drains
   */
  take(signal: AbortSignal): Promise<Lease>;
  /** Ties a result to its frame by the rules of CONTRACTS section 1. Resolves when its data is kept. */
  answer(result: IncomingResult): Promise<AnswerOutcome>;
  /**
   * The peer has gone. Undelivered frames are given out again at once, delivered ones after the
   * grace time.
   */
  close(): void;
}

/** A worker as people see it. Never holds an id of a session or run. */
export interface WorkerInfo {
  readonly name: string;
  readonly since: Date;
  readonly framesDone: number;
  readonly inHand: number;
  /** Gone less than the grace time ago: it may come back. */
  readonly leaving: boolean;
}

/** What everybody may know about the box. */
export interface HubStatus {
  readonly workers: readonly WorkerInfo[];
  readonly sessions: number;
  readonly runs: number;
  /** Frames waiting, by processor. */
  readonly waiting: Readonly<Record<string, number>>;
  readonly leased: number;
  /** Counted since the start. */
  readonly totals: {
    readonly done: number;
    readonly failed: number;
    readonly dropped: number;
    readonly redelivered: number;
    readonly lateResults: number;
  };
}

/** What happens in the box, for whoever shows it. */
export type HubEvent =
  | { readonly type: "worker-came"; readonly name: string }
  | { readonly type: "worker-left"; readonly name: string }
  /** Workers' numbers changed (frames done, in hand). Coalesced: at most four a second. */
  | { readonly type: "workers" }
  | { readonly type: "draining" };

/** The middle: who waits, whose frame is next, who holds it, where its result goes. */
export interface Hub {
  /** @throws {FrameboxError} `RESOURCE_EXHAUSTED` at the bound of sessions, `UNAVAILABLE` when draining */
  openSession(): Promise<Session>;
  session(id: string): Session | undefined;
  /** The run with this `session_hash`, if it is still open. */
  run(hash: string): Run | undefined;
  connect(options: ConnectionOptions): Connection;
  readonly status: HubStatus;
  readonly draining: boolean;
  subscribe(listener: (event: HubEvent) => void): () => void;
  /** Refuses new sessions, runs, frames and takes; resolves when what is leased is settled, or at the signal. */
  drain(signal: AbortSignal): Promise<void>;
  /** Ends all sessions and removes the box's directory. */
  close(): Promise<void>;
}

/** Bounds and times of a hub; each is a setting. */
export interface HubOptions {
  /** Root on disk for the sessions' directories; made if missing. */
  readonly dataDir: string;
  /** `strict`: one connection serves a camera or video run until it leaves or misses a deadline. */
  readonly affinity: "strict" | "none";
  readonly leaseTimeoutMs: number;
  readonly reconnectGraceMs: number;
  /** How often a frame is given out before it is reported as failed. */
  readonly maxDeliveries: number;
  /** Leases that one connection may hold at once. */
  readonly maxLeases: { readonly latest: number; readonly lossless: number };
  /** Open frames (waiting, leased, unread) of a lossless run before its source waits. */
  readonly runWindow: number;
  readonly maxSessions: number;
  readonly maxRunsPerSession: number;
  readonly sessionIdleMs: number;
  readonly resultKeepMs: number;
  /** Bound on kept result pictures of all sessions, in bytes of memory. */
  readonly resultKeepBytes: number;
  /** Bound on the frames in flight of all sessions, in bytes of memory. */
  readonly maxFrameBytes: number;
  readonly sessionQuotaBytes: number;
  readonly totalQuotaBytes: number;
}

/**
 * The hub as a whole, and its side towards processors.
 *
 * @module
 */
import type { FrameboxError } from "../../base/errors/mod.ts";
import type { Frame, FrameProgress, FrameScale, ResultContent } from "./result.ts";
import type { Run, Session } from "./run.ts";

/** A frame that a peer holds until its result, its failure or its deadline. */
export interface Lease {
  /** The frame. */
  readonly frame: Frame;
  /** The run that the frame belongs to. */
  readonly run: Run;
  /** The hash under which it was given out. */
  readonly hash: string;
  /** Which delivery of this frame it is: 1, 2 or 3. */
  readonly delivery: number;
  /** Aborts when the lease is over, whatever ended it. */
  readonly over: AbortSignal;
  /** The peer gets the frame in this size; `undefined`: as it is. Its result then carries the scale. */
  givenAs(scale: FrameScale | undefined): void;
  /** The answer has reached the peer: from now on a closed connection gets the grace time. */
  delivered(): void;
  /** Emits how far the frame is; without effect when the lease is over. */
  progress(progress: FrameProgress): void;
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

/** A result as it comes back from the wire, tied to its frame only by its contents. */
export interface IncomingResult {
  /** The `session_hash` that it carries. */
  readonly hash: string;
  /** The number in its `data_NNNNN`, where there is one. */
  readonly frameNumber?: number | undefined;
  /** The result. */
  readonly content: ResultContent;
}

/** What became of a result. A dropped one is counted, and its sender is answered OK all the same. */
export type AnswerOutcome =
  | { readonly accepted: true; readonly run: Run; readonly number: number }
  | {
    readonly accepted: false;
    readonly reason: "unknown-run" | "already-answered" | "no-open-frame";
  };

/** How a connection takes frames. */
export interface ConnectionOptions {
  /** The processors whose frames it takes: `["workers"]`, or a built-in's name. */
  readonly processors: readonly string[];
  /** Workers are shown to users; built-ins are part of framebox. */
  readonly kind: "worker" | "builtin";
  /** As users see it, e.g. `detector-1`; a number is added if another worker has that name. */
  readonly name: string;
  /** A connection with the same identity within the grace time is the same worker, e.g. host and agent. */
  readonly identity?: string;
  /** Affinity applies (`AFFINITY=strict`). Built-ins keep no state: false. */
  readonly sticky: boolean;
  /** Bounds on leases held at once, per policy; the hub's settings by default. */
  readonly maxLeases?: { readonly latest: number; readonly lossless: number };
  /** How long a lease holds, in milliseconds; the hub's setting by default. */
  readonly leaseTimeoutMs?: number;
}

/**
 * Begins to prepare a frame for a peer, in the form in which it will be given out. What is made must be one of
 * the frame's forms ({@linkcode Frame.form}).
 *
 * @param hash as {@linkcode Lease.hash}
 * @returns settles when the form is made or has failed; `undefined`: not now, since others wait for a thread
 */
export type Prepare = (frame: Frame, hash: string) => Promise<unknown> | undefined;

/** One peer that takes frames and answers: a worker's connection, or a built-in. */
export interface Connection {
  /** As users see it. */
  readonly name: string;
  /**
   * Waits for the next frame: sessions take turns, and the bounds of leases and affinity hold.
   *
   * @throws the signal's reason when it aborts; `FrameboxError` `UNAVAILABLE` when the hub drains
   */
  take(signal: AbortSignal): Promise<Lease>;
  /**
   * As {@linkcode Connection.take}, and with that frame those of its batch that wait, too: together
   * they are one turn and one lease as the bounds count. A frame without a batch comes alone.
   *
   * @returns the leases of one run, in the order of its frames; one at least
   * @throws as `take`
   */
  takeBatch(signal: AbortSignal): Promise<readonly Lease[]>;
  /**
   * From now on the frame that this peer would get next is prepared while it is busy: at the latest when it
   * is {@linkcode Connection.answering}, or earlier, by what its last cycles took. That gives nothing out.
   */
  prepare(prepare: Prepare): void;
  /** A result of this peer is coming in, which may take a while to read: its next request follows. */
  answering(): void;
  /**
   * Ties a result to its frame by its run's hash, by order, and by its number where it has one.
   * Resolves when its data is kept.
   */
  answer(result: IncomingResult): Promise<AnswerOutcome>;
  /**
   * The peer has gone. Undelivered frames are given out again at once, delivered ones after the
   * grace time.
   */
  close(): void;
}

/** A worker as users see it. It never contains an id of a session or run. */
export interface WorkerInfo {
  /** Unique among the present workers. */
  readonly name: string;
  /** When it came. */
  readonly since: Date;
  /** Results that it has given. */
  readonly framesDone: number;
  /** Frames that it holds. */
  readonly framesHeld: number;
  /** It left less than the grace time ago and may come back. */
  readonly leaving: boolean;
  /**
   * When its last call for a frame ended, if it is inactive: for a while no call of it has waited and it has
   * held no frame. `undefined` while it is active.
   */
  readonly stoppedAskingAt: Date | undefined;
}

/** A worker that has left. */
export interface GoneWorker {
  /** As users saw it. */
  readonly name: string;
  /** When its last call for a frame ended. */
  readonly stoppedAskingAt: Date;
}

/** The public state of framebox. */
export interface HubStatus {
  /** Those that are connected, and those that left less than the grace time ago. */
  readonly workers: readonly WorkerInfo[];
  /** The one that left last, while none has come since. */
  readonly gone: GoneWorker | undefined;
  /** How many are open. */
  readonly sessions: number;
  /** How many are open. */
  readonly runs: number;
  /** Frames waiting, by processor. */
  readonly waiting: Readonly<Record<string, number>>;
  /** Frames that processors hold. */
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

/** Events of the whole server. */
export type HubEvent =
  | { readonly type: "worker-came"; readonly name: string }
  | { readonly type: "worker-left"; readonly name: string }
  /** It is connected but inactive: it requests no frames any more. */
  | { readonly type: "worker-stopped"; readonly name: string }
  /** Workers' numbers have changed (frames done, frames held). Coalesced: at most four a second. */
  | { readonly type: "workers" }
  | { readonly type: "draining" };

/** A principal became active or idle; see {@linkcode Hub.isActive}. */
export interface OwnerEvent {
  /** Id of the principal. */
  readonly owner: string;
  /** Whether it is active now. */
  readonly isActive: boolean;
}

/** How a session is opened. */
export interface SessionOptions {
  /** Id of the principal that opens it; left out: framebox itself. */
  readonly owner?: string;
}

/** Sessions, their runs and frames, and the peers that process them. */
export interface Hub {
  /**
   * Opens a session, with a directory of its own.
   *
   * @param options whose it is; framebox's own, if none is named
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED` at the bound of sessions, `UNAVAILABLE` when draining
   */
  openSession(options?: SessionOptions): Promise<Session>;
  /** The session with this id, until it ends. */
  session(id: string): Session | undefined;
  /** Whether a session of this principal has a page or socket that is connected, or an open run. */
  isActive(owner: string): boolean;
  /** Changes of {@linkcode Hub.isActive} from now on. Returns the function that unsubscribes. */
  subscribeOwners(listener: (event: OwnerEvent) => void): () => void;
  /** The open runs of all sessions, a session's in the order of their start. */
  openRuns(): readonly Run[];
  /** The run with this `session_hash`, if it is still open. */
  run(hash: string): Run | undefined;
  /**
   * Connects a peer that takes frames.
   *
   * @throws {FrameboxError} `UNAVAILABLE` when draining
   */
  connect(options: ConnectionOptions): Connection;
  /** The public state at this moment. */
  readonly status: HubStatus;
  /** Whether it takes in and gives out nothing new. */
  readonly draining: boolean;
  /**
   * Checks framebox's directory on disk, and makes it again when another program removed it.
   *
   * @returns whether it was there
   * @throws {FrameboxError} `UNAVAILABLE` when it can't be made
   */
  ensureDirectory(): Promise<boolean>;
  /** Events from now on. Returns the function that unsubscribes. */
  subscribe(listener: (event: HubEvent) => void): () => void;
  /** Refuses new sessions, runs, frames and takes; resolves when what is leased is settled, or at the signal. */
  drain(signal: AbortSignal): Promise<void>;
  /** Ends all sessions and removes framebox's directory. */
  close(): Promise<void>;
}

/** Bounds and times of a hub; each is a setting. */
export interface HubOptions {
  /** Root on disk for the sessions' directories; made if missing. */
  readonly dataDir: string;
  /** It is the default, so it must belong to the user. */
  readonly isDefaultDataDir?: boolean;
  /**
   * `strict`: one connection serves a camera or video run until it leaves, misses a deadline or is inactive.
   */
  readonly affinity: "strict" | "none";
  /** How long a lease holds before its frame is given out again. */
  readonly leaseTimeoutMs: number;
  /** How long a peer that has left may come back before its frames are given out again. */
  readonly reconnectGraceMs: number;
  /** The time after which a worker is inactive that neither waits for a frame nor holds one. */
  readonly stoppedAskingMs: number;
  /** How often a frame is given out before it is reported as failed. */
  readonly maxDeliveries: number;
  /** Leases of one run that one connection may hold at once. */
  readonly maxLeases: { readonly latest: number; readonly lossless: number };
  /** Open frames (waiting, leased, unread) of a lossless run before its source waits. */
  readonly runWindow: number;
  /** Bound on open sessions; at it, one that has been unused for five seconds ends to make room for a new one. */
  readonly maxSessions: number;
  /** Bound on a session's open runs, and on those that have ended and are kept for their results. */
  readonly maxRunsPerSession: number;
  /** The time after its last use at which a session ends, and a run without frames and readers. */
  readonly sessionIdleMs: number;
  /** How long a session with finished results lives after the last of them. */
  readonly resultKeepMs: number;
  /** Bound on the result cache of all sessions, in bytes of memory. */
  readonly resultKeepBytes: number;
  /** Bound on the results of a run in its history, for a page that was disconnected. */
  readonly resultHistory: number;
  /** Bound on the histories of all runs, in bytes of memory. */
  readonly resultHistoryBytes: number;
  /** Bound on the frames in flight of all sessions, in bytes of memory. */
  readonly maxFrameBytes: number;
  /** Bound on the files of one session, in bytes of disk. */
  readonly sessionQuotaBytes: number;
  /** Bound on the files of all sessions, in bytes of disk. */
  readonly totalQuotaBytes: number;
}

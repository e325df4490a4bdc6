/**
 * The hub's side towards processors: who takes frames and answers.
 *
 * @module
 */
import type { FrameboxError } from "../errors/mod.ts";
import type { FrameScale } from "./frame_scale.ts";
import type { Frame, ResultContent, Run } from "./types.ts";

/** A frame handed out until its result, its failure or its deadline. */
export interface Lease {
  /** The frame. */
  readonly frame: Frame;
  /** Whose frame it is. */
  readonly run: Run;
  /** The hash under which it was given out. */
  readonly hash: string;
  /** Which delivery of this frame it is: 1, 2 or 3. */
  readonly delivery: number;
  /** Aborts when the lease is over, whatever ended it. */
  readonly over: AbortSignal;
  /** The peer gets the frame in this size; `undefined`: as it is. A result of its says so, too. */
  givenAs(scale: FrameScale | undefined): void;
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
  /** The `session_hash` that it carries. */
  readonly hash: string;
  /** The number in its `data_NNNNN`, where there is one. */
  readonly frameNumber?: number | undefined;
  /** What it brings. */
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
  /** Workers are shown to people; built-ins are part of the box. */
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

/**
 * Begins to make a frame ready for a peer, in the form that it will be given: what is made must be one of the
 * frame's forms ({@linkcode Frame.form}).
 *
 * @param hash as {@linkcode Lease.hash}
 * @returns when it is made, however that ends; `undefined`: not now, others wait for the same means
 */
export type Prepare = (frame: Frame, hash: string) => Promise<unknown> | undefined;

/** One peer that takes frames and answers: a worker's connection, or a built-in. */
export interface Connection {
  /** What people see. */
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
   * From now on the frame that this peer would get next is made ready while it works: at the latest when it
   * is {@linkcode Connection.answering}, or earlier, by what its last cycles took. Nothing is given out by that.
   */
  prepare(prepare: Prepare): void;
  /** A result of this peer's is coming in, which may take a while to read: it will ask for a frame next. */
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

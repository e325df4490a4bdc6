/**
 * Who waits and whose frame is next, as an interface: in memory by default, shared by several boxes
 * with another implementation.
 *
 * @module
 */

/** What a queue must know of a run. */
export interface QueueRun {
  /** The person whose turn it is: sessions take turns. */
  readonly sessionKey: string;
  /** Whose frames they are now: `workers` or a built-in's name. */
  readonly processor: string;
}

/** What waits: a frame, of which the queue needs the number only. */
export interface QueueItem {
  readonly number: number;
}

/** Who asks for frames. */
export interface Taker<R extends QueueRun> {
  readonly processors: readonly string[];
  /**
   * Whether it may have a frame of this run now: bounds of leases, affinity. Asked often, so it
   * must be cheap; whoever changes the answer tells the queue with `offer` or `offerTo`.
   */
  accepts(run: R): boolean;
}

/**
 * Frames that wait. Sessions take turns, then the runs of a session in turn: next is the one whose last
 * turn was the longest ago, and one that had none yet comes after all who wait. A run's frames go by their
 * numbers.
 *
 * No taker waits while there is a frame that it accepts.
 */
export interface FrameQueue<R extends QueueRun, T extends QueueItem> {
  /** Adds a frame at the end of its run. */
  push(run: R, item: T): void;
  /**
   * Gives frames back: they are the next of their run, the smallest number first. Nobody gets them
   * before `offerAll`, so that all that comes back at once can be there first.
   */
  putBack(run: R, items: readonly T[]): void;
  /** Puts `item` in the place of all that waits of the run, which keeps its turn. Returns the old. */
  replace(run: R, item: T): readonly T[];
  /** Takes those out that fit, in their order; the run keeps its turn. */
  takeAlong(run: R, fits: (item: T) => boolean): readonly T[];
  /** Takes one frame out. Returns whether it was there. */
  remove(run: R, item: T): boolean;
  /** Takes all frames of a run out, in their order. */
  clear(run: R): readonly T[];
  /** The run's processor has changed: its frames wait for that one from now on, by its turns there. */
  move(run: R): void;
  /**
   * Waits for the next frame that the taker accepts. Among waiting takers the first to ask is the
   * first to get.
   *
   * @param claim called in the very moment that a frame leaves the queue
   * @returns what `claim` made of it
   * @throws the signal's reason when it aborts before; the reason of `refuse`
   */
  take<L>(taker: Taker<R>, claim: (run: R, item: T) => L, signal: AbortSignal): Promise<L>;
  /** A taker may now accept this run: those who wait are asked again. */
  offer(run: R): void;
  /** All who wait are asked again, in the order in which they came. */
  offerAll(): void;
  /** This taker may now accept more. */
  offerTo(taker: Taker<R>): void;
  /** Ends the waiting of a taker, or of all, with an error. */
  refuse(reason: unknown, taker?: Taker<R>): void;
  /**
   * The frames that the taker would get, in that order, if it alone asked from now on and could have any
   * number of them. Nothing is given out.
   */
  upcoming(taker: Taker<R>): Iterable<T>;
  /** Frames that wait, by processor. */
  readonly counts: Readonly<Record<string, number>>;
  /** Frames of this run that wait, in their order. */
  waiting(run: R): readonly T[];
  /** For each waiting run how many frames of its processor go before its first one, if all take turns. */
  ahead(): Iterable<readonly [run: R, first: T, ahead: number]>;
}

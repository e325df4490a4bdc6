/**
 * Frames that wait, and the takers that wait for frames.
 *
 * All calls are synchronous: a frame that leaves the queue is leased in the same step, and no taker waits
 * while there is a frame that it accepts.
 *
 * @module
 */
import {
  type RunPosition,
  runPositions,
  upcomingFrames,
  type WaitingRun,
  type WaitingSession,
} from "./turn_order.ts";
import { type Servings, servingsByName, servingsOf, Turns } from "./turns.ts";
import { Waiters } from "./waiters.ts";

/** What the queue must know of a run. */
export interface QueueRun {
  /** Names its session: sessions take turns. */
  readonly sessionKey: string;
  /** The processor that its frames are for now: `workers` or a built-in's name. */
  readonly processor: string;
}

/** What the queue must know of a frame. */
export interface QueueItem {
  readonly number: number;
}

/** A peer that takes frames. */
export interface Taker<R extends QueueRun> {
  readonly processors: readonly string[];
  /**
   * Whether it may have a frame of this run now, by bounds of leases and affinity. It is called often, so it
   * must be cheap. When the answer changes, the queue is notified by `offer` or `offerTo`.
   */
  accepts(run: R): boolean;
}

/** All frames that wait for one processor. */
interface ProcessorQueue<R, T> {
  readonly sessions: Turns<string, WaitingSession<R, T>>;
  /** Of the runs of all sessions. */
  readonly servings: Servings<R>;
  /** Frames of all sessions. */
  count: number;
}

/**
 * The queue. Sessions take turns, then the runs of a session: next is the one whose last turn was the longest
 * ago; one that had none yet comes after all that wait. A run's frames go by their numbers. Giving a frame out
 * costs a look at the runs before it that can't be served.
 */
export class FrameQueue<R extends QueueRun, T extends QueueItem> {
  readonly #processors = new Map<string, ProcessorQueue<R, T>>();
  readonly #runs = new Map<R, WaitingRun<R, T>>();
  readonly #waiters = new Waiters<Taker<R>, R, T>();

  /** Adds a frame at the end of its run. */
  push(run: R, item: T): void {
    this.#joined(run).items.push(item);
    this.#count(run, 1);
    this.offer(run);
  }

  /**
   * Frames that were given out are the next of their run again, the smallest number first. They are not
   * offered before `offerAll`, so that all that comes back at once can be put back first.
   */
  putBack(run: R, items: readonly T[]): void {
    if (items.length === 0) return;
    const waiting = this.#joined(run);
    waiting.items.push(...items);
    // A frame that was given out has a smaller number than one that was not.
    waiting.items.sort((a, b) => a.number - b.number);
    this.#count(run, items.length);
  }

  /** Puts a frame in the place of all that wait of the run, which keeps its turn. Returns the old ones. */
  replace(run: R, item: T): readonly T[] {
    const { items } = this.#joined(run);
    const old = items.splice(0, items.length, item);
    this.#count(run, 1 - old.length);
    this.offer(run);
    return old;
  }

  /** Takes the frames of a run out that match, in their order; the run keeps its turn. */
  takeMatching(run: R, matches: (item: T) => boolean): readonly T[] {
    const waiting = this.#runs.get(run);
    if (!waiting) return [];
    const taken: T[] = [];
    const left: T[] = [];
    for (const item of waiting.items) (matches(item) ? taken : left).push(item);
    waiting.items.splice(0, Infinity, ...left);
    this.#count(run, -taken.length);
    this.#leaveIfEmpty(waiting);
    return taken;
  }

  /** Takes one frame out. Returns whether it waited. */
  remove(run: R, item: T): boolean {
    const waiting = this.#runs.get(run);
    const index = waiting ? waiting.items.indexOf(item) : -1;
    if (!waiting || index < 0) return false;
    waiting.items.splice(index, 1);
    this.#count(run, -1);
    this.#leaveIfEmpty(waiting);
    return true;
  }

  /** Takes all frames of a run out, in their order. */
  clear(run: R): readonly T[] {
    const waiting = this.#runs.get(run);
    if (!waiting) return [];
    const old = waiting.items.splice(0);
    this.#count(run, -old.length);
    this.#leaveIfEmpty(waiting);
    return old;
  }

  /** The run's processor has changed: its frames wait for that one from now on, by its turns there. */
  move(run: R): void {
    const waiting = this.#runs.get(run);
    if (!waiting || waiting.processor === run.processor) return;
    const items = this.clear(run);
    this.#joined(run).items.push(...items);
    this.#count(run, items.length);
    this.offer(run);
  }

  /**
   * Waits for the next frame that the taker accepts. Of the waiting takers the first to wait is served first.
   *
   * @param claim called in the step in which a frame leaves the queue
   * @returns what `claim` returned
   * @throws the signal's reason when it aborts before; the reason of `refuse`
   */
  take<L>(taker: Taker<R>, claim: (run: R, item: T) => L, signal: AbortSignal): Promise<L> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const next = this.#next(taker);
    if (next) return Promise.resolve(claim(next.run, next.item));
    return this.#waiters.wait(taker, claim, signal);
  }

  /** Takers may accept this run now: its frames are offered to those that wait. */
  offer(run: R): void {
    const waiting = this.#runs.get(run);
    if (!waiting) return;
    for (const waiter of this.#waiters.ofProcessor(waiting.processor)) {
      if (waiting.items.length === 0) return;
      if (waiter.taker.accepts(run)) waiter.give(run, this.#shift(waiting));
    }
  }

  /** All frames are offered to all waiting takers, in the order in which those came. */
  offerAll(): void {
    for (const [processor, { count }] of this.#processors) {
      if (count === 0) continue;
      for (const waiter of this.#waiters.ofProcessor(processor)) {
        const next = this.#next(waiter.taker);
        if (next) waiter.give(next.run, next.item);
      }
    }
  }

  /** This taker may accept more now. */
  offerTo(taker: Taker<R>): void {
    for (const waiter of this.#waiters.ofTaker(taker)) {
      const next = this.#next(taker);
      if (!next) return;
      waiter.give(next.run, next.item);
    }
  }

  /** Rejects the waiting calls of a taker, or of all. */
  refuse(reason: unknown, taker?: Taker<R>): void {
    this.#waiters.reject(reason, taker);
  }

  /**
   * The frames that the taker would get, in that order, if it alone took any number of them now. Nothing is
   * given out.
   */
  *upcoming(taker: Taker<R>): Iterable<T> {
    for (const processor of taker.processors) {
      const queue = this.#processors.get(processor);
      if (queue) yield* upcomingFrames(queue.sessions, (run) => taker.accepts(run));
    }
  }

  /** Counts of the frames that wait, by processor. */
  get counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const [processor, { count }] of this.#processors) if (count > 0) counts[processor] = count;
    return counts;
  }

  /** Frames of this run that wait, in their order. */
  waiting(run: R): readonly T[] {
    return this.#runs.get(run)?.items ?? [];
  }

  /** For each waiting run how many frames of its processor go before its first one, if all take turns. */
  *positions(): Iterable<RunPosition<R, T>> {
    for (const { sessions } of this.#processors.values()) yield* runPositions(sessions);
  }

  /** The next frame in turn that the taker accepts, taken out. */
  #next(taker: Taker<R>): { run: R; item: T } | undefined {
    for (const processor of taker.processors) {
      const queue = this.#processors.get(processor);
      if (!queue || queue.count === 0) continue;
      for (const session of queue.sessions.values()) {
        for (const waiting of session.runs.values()) {
          if (taker.accepts(waiting.run)) return { run: waiting.run, item: this.#shift(waiting) };
        }
      }
    }
    return undefined;
  }

  /** Takes the first frame of a run: the run and its session have had their turn. */
  #shift({ run, processor, items }: WaitingRun<R, T>): T {
    const item = items.shift();
    if (item === undefined) throw new Error("A run without frames was in the queue.");
    const { sessions } = this.#processor(processor);
    const session = sessions.get(run.sessionKey);
    this.#count(run, -1);
    if (items.length === 0) this.#runs.delete(run);
    session?.runs.serve(run, items.length === 0);
    sessions.serve(run.sessionKey, session?.runs.size === 0);
    return item;
  }

  /** The run among those that wait. Its caller adds a frame. */
  #joined(run: R): WaitingRun<R, T> {
    const existing = this.#runs.get(run);
    if (existing) return existing;
    const waiting: WaitingRun<R, T> = { run, processor: run.processor, items: [] };
    const { sessions, servings } = this.#processor(run.processor);
    let session = sessions.get(run.sessionKey);
    if (!session) {
      session = { runs: new Turns(servings), count: 0 };
      sessions.join(run.sessionKey, session);
    }
    session.runs.join(run, waiting);
    this.#runs.set(run, waiting);
    return waiting;
  }

  #leaveIfEmpty({ run, processor, items }: WaitingRun<R, T>): void {
    if (items.length > 0) return;
    const { sessions } = this.#processor(processor);
    const session = sessions.get(run.sessionKey);
    this.#runs.delete(run);
    session?.runs.leave(run);
    if (session?.runs.size === 0) sessions.leave(run.sessionKey);
  }

  #count(run: R, change: number): void {
    const waiting = this.#runs.get(run);
    if (!waiting) return;
    const queue = this.#processor(waiting.processor);
    queue.count += change;
    const session = queue.sessions.get(run.sessionKey);
    if (session) session.count += change;
  }

  #processor(name: string): ProcessorQueue<R, T> {
    let queue = this.#processors.get(name);
    if (!queue) {
      const servings = servingsOf<R & WeakKey>();
      queue = { sessions: new Turns(servingsByName()), servings, count: 0 };
      this.#processors.set(name, queue);
    }
    return queue;
  }
}

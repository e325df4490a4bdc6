/**
 * The queue of one box, in memory.
 *
 * @module
 */
import type { FrameQueue, QueueItem, QueueRun, Taker } from "./queue.ts";
import { type Servings, servingsByName, servingsOf, Turns } from "./turns.ts";

/** The waiting frames of one run. An entry without frames doesn't exist. */
interface Entry<R, T> {
  readonly run: R;
  readonly processor: string;
  readonly items: T[];
}

/** The waiting runs of one session, in their turns. */
interface Lane<R, T> {
  readonly runs: Turns<R, Entry<R, T>>;
  count: number;
}

interface Waiter<R, T> {
  readonly taker: Taker<R & QueueRun>;
  readonly give: (run: R, item: T) => void;
  readonly refuse: (reason: unknown) => void;
}

/** All that concerns one processor. */
interface Desk<R, T> {
  readonly lanes: Turns<string, Lane<R, T>>;
  /** Of the runs of all sessions. */
  readonly servings: Servings<R>;
  readonly waiters: Set<Waiter<R, T>>;
  count: number;
}

/** {@linkcode FrameQueue} in memory. Giving out costs a look at those before that can't be served. */
export class MemoryQueue<R extends QueueRun, T extends QueueItem> implements FrameQueue<R, T> {
  readonly #desks = new Map<string, Desk<R, T>>();
  readonly #entries = new Map<R, Entry<R, T>>();
  readonly #waiters = new Map<Taker<R>, Set<Waiter<R, T>>>();

  push(run: R, item: T): void {
    this.#entry(run).items.push(item);
    this.#counted(run, 1);
    this.offer(run);
  }

  putBack(run: R, items: readonly T[]): void {
    if (items.length === 0) return;
    const entry = this.#entry(run);
    entry.items.push(...items);
    // What was given out before has smaller numbers than what never was.
    entry.items.sort((a, b) => a.number - b.number);
    this.#counted(run, items.length);
  }

  replace(run: R, item: T): readonly T[] {
    const entry = this.#entry(run);
    const old = entry.items.splice(0, entry.items.length, item);
    this.#counted(run, 1 - old.length);
    this.offer(run);
    return old;
  }

  takeAlong(run: R, fits: (item: T) => boolean): readonly T[] {
    const entry = this.#entries.get(run);
    if (!entry) return [];
    const taken: T[] = [];
    const left: T[] = [];
    for (const item of entry.items) (fits(item) ? taken : left).push(item);
    entry.items.splice(0, Infinity, ...left);
    this.#counted(run, -taken.length);
    this.#dropIfEmpty(entry);
    return taken;
  }

  remove(run: R, item: T): boolean {
    const entry = this.#entries.get(run);
    const index = entry ? entry.items.indexOf(item) : -1;
    if (!entry || index < 0) return false;
    entry.items.splice(index, 1);
    this.#counted(run, -1);
    this.#dropIfEmpty(entry);
    return true;
  }

  clear(run: R): readonly T[] {
    const entry = this.#entries.get(run);
    if (!entry) return [];
    const old = entry.items.splice(0);
    this.#counted(run, -old.length);
    this.#dropIfEmpty(entry);
    return old;
  }

  move(run: R): void {
    const entry = this.#entries.get(run);
    if (!entry || entry.processor === run.processor) return;
    const items = this.clear(run);
    this.#entry(run).items.push(...items);
    this.#counted(run, items.length);
    this.offer(run);
  }

  take<L>(taker: Taker<R>, claim: (run: R, item: T) => L, signal: AbortSignal): Promise<L> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const next = this.#next(taker);
    if (next) return Promise.resolve(claim(next.run, next.item));
    return new Promise<L>((resolve, reject) => {
      const leave = () => {
        signal.removeEventListener("abort", abort);
        this.#forget(waiter);
      };
      const abort = () => {
        leave();
        reject(signal.reason);
      };
      const waiter: Waiter<R, T> = {
        taker,
        give: (run, item) => {
          leave();
          resolve(claim(run, item));
        },
        refuse: (reason) => {
          leave();
          reject(reason);
        },
      };
      signal.addEventListener("abort", abort);
      this.#remember(waiter);
    });
  }

  offer(run: R): void {
    const entry = this.#entries.get(run);
    const desk = entry && this.#desks.get(entry.processor);
    if (!entry || !desk) return;
    for (const waiter of desk.waiters) {
      if (entry.items.length === 0) return;
      if (waiter.taker.accepts(run)) waiter.give(run, this.#shift(entry));
    }
  }

  offerAll(): void {
    for (const desk of this.#desks.values()) {
      if (desk.count === 0) continue;
      for (const waiter of desk.waiters) {
        const next = this.#next(waiter.taker);
        if (next) waiter.give(next.run, next.item);
      }
    }
  }

  offerTo(taker: Taker<R>): void {
    for (const waiter of this.#waiters.get(taker) ?? []) {
      const next = this.#next(taker);
      if (!next) return;
      waiter.give(next.run, next.item);
    }
  }

  refuse(reason: unknown, taker?: Taker<R>): void {
    const waiters = taker
      ? [...this.#waiters.get(taker) ?? []]
      : [...this.#waiters.values()].flatMap((set) => [...set]);
    for (const waiter of waiters) waiter.refuse(reason);
  }

  *upcoming(taker: Taker<R>): Iterable<T> {
    for (const processor of taker.processors) {
      const lanes = this.#desks.get(processor)?.lanes;
      // In each round a session gives one frame, as #shift has it.
      for (let round = 0, isOver = lanes === undefined; !isOver; round++) {
        isOver = true;
        for (const lane of lanes?.values() ?? []) {
          const item = nthOf(lane, round, taker);
          if (item === undefined) continue;
          isOver = false;
          yield item;
        }
      }
    }
  }

  get counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const [processor, desk] of this.#desks) if (desk.count > 0) counts[processor] = desk.count;
    return counts;
  }

  waiting(run: R): readonly T[] {
    return this.#entries.get(run)?.items ?? [];
  }

  *ahead(): Iterable<readonly [run: R, first: T, ahead: number]> {
    for (const desk of this.#desks.values()) {
      const lanes = [...desk.lanes.values()];
      const mostRuns = lanes.reduce((most, lane) => Math.max(most, lane.runs.size), 0);
      const entries = lanes.map((lane) => [...lane.runs.values()]);
      // A session's run number r gets its turn in round r: until then each session that still has
      // frames has given one a round.
      for (let round = 0; round < mostRuns; round++) {
        let before = lanes.reduce((sum, lane) => sum + Math.min(lane.count, round), 0);
        for (const [index, lane] of lanes.entries()) {
          const entry = entries[index]?.[round];
          const first = entry?.items[0];
          if (entry && first !== undefined) yield [entry.run, first, before];
          before += Math.min(lane.count, round + 1) - Math.min(lane.count, round);
        }
      }
    }
  }

  /** The next frame in turn that the taker accepts, taken out. */
  #next(taker: Taker<R>): { run: R; item: T } | undefined {
    for (const processor of taker.processors) {
      const desk = this.#desks.get(processor);
      if (!desk || desk.count === 0) continue;
      for (const lane of desk.lanes.values()) {
        for (const entry of lane.runs.values()) {
          if (taker.accepts(entry.run)) return { run: entry.run, item: this.#shift(entry) };
        }
      }
    }
    return undefined;
  }

  /** Takes the first frame of a run: the run and its session have had their turn. */
  #shift(entry: Entry<R, T>): T {
    const { run, items } = entry;
    const item = items.shift();
    if (item === undefined) throw new Error("A run without frames was in the queue.");
    const desk = this.#desk(entry.processor);
    const lane = desk.lanes.get(run.sessionKey);
    this.#counted(run, -1);
    if (items.length === 0) this.#entries.delete(run);
    lane?.runs.serve(run, items.length === 0);
    desk.lanes.serve(run.sessionKey, lane?.runs.size === 0);
    return item;
  }

  #entry(run: R): Entry<R, T> {
    const existing = this.#entries.get(run);
    if (existing) return existing;
    const entry: Entry<R, T> = { run, processor: run.processor, items: [] };
    const { lanes, servings } = this.#desk(run.processor);
    let lane = lanes.get(run.sessionKey);
    if (!lane) lanes.join(run.sessionKey, lane = { runs: new Turns(servings), count: 0 });
    lane.runs.join(run, entry);
    this.#entries.set(run, entry);
    return entry;
  }

  #dropIfEmpty(entry: Entry<R, T>): void {
    if (entry.items.length > 0) return;
    const { run } = entry;
    const { lanes } = this.#desk(entry.processor);
    const lane = lanes.get(run.sessionKey);
    this.#entries.delete(run);
    lane?.runs.leave(run);
    if (lane?.runs.size === 0) lanes.leave(run.sessionKey);
  }

  #counted(run: R, change: number): void {
    const entry = this.#entries.get(run);
    if (!entry) return;
    const desk = this.#desk(entry.processor);
    desk.count += change;
    const lane = desk.lanes.get(run.sessionKey);
    if (lane) lane.count += change;
  }

  #desk(processor: string): Desk<R, T> {
    let desk = this.#desks.get(processor);
    if (!desk) {
      desk = {
        lanes: new Turns(servingsByName()),
        servings: servingsOf(),
        waiters: new Set(),
        count: 0,
      };
      this.#desks.set(processor, desk);
    }
    return desk;
  }

  #remember(waiter: Waiter<R, T>): void {
    for (const processor of waiter.taker.processors) this.#desk(processor).waiters.add(waiter);
    let own = this.#waiters.get(waiter.taker);
    if (!own) this.#waiters.set(waiter.taker, own = new Set());
    own.add(waiter);
  }

  #forget(waiter: Waiter<R, T>): void {
    for (const processor of waiter.taker.processors) this.#desk(processor).waiters.delete(waiter);
    const own = this.#waiters.get(waiter.taker);
    own?.delete(waiter);
    if (own?.size === 0) this.#waiters.delete(waiter.taker);
  }
}

/** The frame that a session gives in its turn number `n`, from 0: its runs take turns, too. */
function nthOf<R extends QueueRun, T>(lane: Lane<R, T>, n: number, taker: Taker<R>): T | undefined {
  let left = n;
  for (let round = 0; round <= n; round++) {
    for (const { run, items } of lane.runs.values()) {
      const item = items[round];
      if (item !== undefined && taker.accepts(run) && left-- === 0) return item;
    }
  }
  return undefined;
}

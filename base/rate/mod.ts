/**
 * Events a second, from the times between them, so that a steady rate reads as steady: counting within
 * fixed spans reads 5 a second as 4 and 6 in turn. It runs on the server and in the browser.
 *
 * @module
 */

/** A change shows after this time. */
const SHORT_MS = 2000;
/** While nothing changes, the rate is that of a longer time, which evens out more. */
const RATE_WINDOW_MS = 5000;
/** The short time's rate counts alone when the two differ by more than this part. */
const CHANGED = 0.1;
/** Events within this time count as one batch. */
const TOGETHER_MS = 20;
/** Without an event for this time, or this many usual times, the rate falls. */
const QUIET = { leastMs: 1000, intervals: 2.5 };
/** The same, and it has stopped. */
const STOPPED = { leastMs: 2000, intervals: 4 };
/** After this time a single event does not count any more. */
const FORGOTTEN_MS = 60_000;

/** What came together. */
interface Group {
  /** When its first came. */
  readonly at: number;
  count: number;
}

interface Pace {
  /** A second. */
  readonly rate: number;
  /** Between what comes together. */
  readonly intervalMs: number;
}

/** Keeps the times of the last seconds, {@linkcode RATE_WINDOW_MS} / {@linkcode TOGETHER_MS} at most. */
export class Rate {
  /** The newest last. */
  #groups: Group[] = [];
  #newestAt = 0;

  /** Forgets all of them. */
  clear(): void {
    this.#groups = [];
  }

  /**
   * One more has come.
   *
   * @param at in milliseconds of a clock that never goes back
   */
  add(at: number): void {
    // After a standstill the time before has no bearing on the present rate.
    if (this.#hasStopped(at)) this.#groups = [];
    this.#newestAt = at;
    const newest = this.#groups.at(-1);
    if (newest && at - newest.at <= TOGETHER_MS) {
      newest.count++;
      return;
    }
    this.#groups.push({ at, count: 1 });
    while ((this.#groups[1]?.at ?? at) < at - RATE_WINDOW_MS) this.#groups.shift();
  }

  /** A second; 0 before there are two to compare, and once none comes any more. */
  at(now: number): number {
    const { rate, intervalMs } = this.#recent();
    if (rate === 0 || this.#hasStopped(now)) return 0;
    const quietMs = now - this.#newestAt;
    const isQuiet = quietMs > Math.max(QUIET.leastMs, QUIET.intervals * intervalMs);
    return isQuiet ? rate * intervalMs / quietMs : rate;
  }

  #hasStopped(now: number): boolean {
    const { rate, intervalMs } = this.#recent();
    const quietMs = now - this.#newestAt;
    if (rate === 0) return quietMs > FORGOTTEN_MS;
    return quietMs > Math.max(STOPPED.leastMs, STOPPED.intervals * intervalMs);
  }

  /** Up to the newest, whenever that was. */
  #recent(): Pace {
    const short = this.#over(SHORT_MS);
    const long = this.#over(RATE_WINDOW_MS);
    return Math.abs(long.rate - short.rate) > CHANGED * short.rate ? short : long;
  }

  /** The rate covers at least this time, where that much is known. */
  #over(leastMs: number): Pace {
    const newest = this.#groups.at(-1);
    let count = 0;
    let groups = 0;
    let tookMs = 0;
    for (let i = this.#groups.length - 2; newest && i >= 0 && tookMs < leastMs; i--) {
      const group = this.#groups[i] ?? newest;
      count += group.count;
      groups++;
      tookMs = newest.at - group.at;
    }
    if (groups === 0) return { rate: 0, intervalMs: 0 };
    return { rate: count * 1000 / tookMs, intervalMs: tookMs / groups };
  }
}

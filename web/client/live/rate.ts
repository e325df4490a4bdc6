/**
 * How many a second: from the times between them, so that a steady rate is shown as one. Counting
 * within fixed spans shows 5 a second as 4 and 6 in turn. The server's own figures follow the same rule
 * (sources/streams/rate.ts).
 */

/** A change shows after this time. */
const SHORT_MS = 2000;
/** While nothing changes, the rate is that of a longer time, which evens out more. */
const LONG_MS = 5000;
/** The short time's rate counts alone when the two differ by more than this part. */
const CHANGED = 0.1;
/** Results that come within this time come together, as those of a batch do. */
const TOGETHER_MS = 20;
/** After this time, or this many usual intervals, without a result the rate falls. */
const QUIET = { leastMs: 1000, intervals: 2.5 };
/** The same, and it has stopped. */
const STOPPED = { leastMs: 2000, intervals: 4 };
/** After this time a single result gives no rate any more. */
const FORGOTTEN_MS = 60_000;

export class Rate {
  /** What came together, and when its first came; newest last */
  #groups: { at: number; count: number }[] = [];
  #newestAt = 0;

  clear(): void {
    this.#groups = [];
  }

  /**
   * One more has come.
   *
   * @param at ms of a clock that never goes back
   */
  add(at: number): void {
    // After a standstill the time before has no bearing on the present rate.
    if (this.#hasStopped(at)) this.#groups = [];
    this.#newestAt = at;
    const newest = this.#groups.at(-1);
    if (newest && at - newest.at <= TOGETHER_MS) {
      newest.count += 1;
      return;
    }
    this.#groups.push({ at, count: 1 });
    while ((this.#groups[1]?.at ?? at) < at - LONG_MS) this.#groups.shift();
  }

  /**
   * @param now ms
   * @returns a second; 0 before there are two to compare, and once none comes any more
   */
  at(now: number): number {
    const { rate, intervalMs } = this.#recent();
    if (rate === 0 || this.#hasStopped(now)) return 0;
    const quietMs = now - this.#newestAt;
    const isQuiet = quietMs > Math.max(QUIET.leastMs, QUIET.intervals * intervalMs);
    return isQuiet ? rate * intervalMs / quietMs : rate;
  }

  /** @param now ms */
  #hasStopped(now: number) {
    const { rate, intervalMs } = this.#recent();
    const quietMs = now - this.#newestAt;
    if (rate === 0) return quietMs > FORGOTTEN_MS;
    return quietMs > Math.max(STOPPED.leastMs, STOPPED.intervals * intervalMs);
  }

  /** Up to the newest, whenever that was. */
  #recent() {
    const short = this.#over(SHORT_MS);
    const long = this.#over(LONG_MS);
    return Math.abs(long.rate - short.rate) > CHANGED * short.rate ? short : long;
  }

  /**
   * @param leastMs the shortest span, where that much is known
   * @returns a second, and between those that come together
   */
  #over(leastMs: number): { rate: number; intervalMs: number } {
    const newest = this.#groups.at(-1);
    let count = 0;
    let groups = 0;
    let tookMs = 0;
    for (let i = this.#groups.length - 2; newest && i >= 0 && tookMs < leastMs; i--) {
      const group = this.#groups[i] ?? newest;
      count += group.count;
      groups += 1;
      tookMs = newest.at - group.at;
    }
    if (groups === 0) return { rate: 0, intervalMs: 0 };
    return { rate: count * 1000 / tookMs, intervalMs: tookMs / groups };
  }
}

/**
 * A bound on work that holds much memory: what comes at it waits for its turn.
 *
 * @module
 */

/** See the module. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  /** @param count how much may be under way at once */
  constructor(count: number) {
    this.#free = count;
  }

  /**
   * Does some work in its turn.
   *
   * @throws what the work throws; what the signal aborts with, where that comes first
   */
  async run<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    if (this.#free > 0) this.#free--;
    else await this.#turn(signal);
    try {
      signal.throwIfAborted();
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = () => {
      const index = this.#waiting.indexOf(take);
      if (index >= 0) this.#waiting.splice(index, 1);
      reject(signal.reason);
    };
    const take = () => {
      signal.removeEventListener("abort", abort);
      resolve();
    };
    if (signal.aborted) return Promise.reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    this.#waiting.push(take);
    return promise;
  }
}

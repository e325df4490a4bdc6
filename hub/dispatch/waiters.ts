/**
 * Calls that wait for a frame.
 *
 * @module
 */

/** A call that waits. */
export interface Waiter<K, R, T> {
  readonly taker: K;
  /** Ends the waiting with a frame that has just left the queue. */
  give(run: R, item: T): void;
}

/** What is to be known of a taker: the processors whose frames it takes. */
interface ByProcessor {
  readonly processors: readonly string[];
}

/** Waiting calls, in the order in which they came. One that was given a frame waits no more. */
export class Waiters<K extends ByProcessor, R, T> {
  readonly #byProcessor = new Map<string, Set<Waiter<K, R, T>>>();
  readonly #byTaker = new Map<K, Map<Waiter<K, R, T>, (reason: unknown) => void>>();

  /**
   * Waits.
   *
   * @param claim called in the step in which a frame is given
   * @returns what `claim` returned
   * @throws the signal's reason when it aborts before; the reason of `reject`
   */
  wait<L>(taker: K, claim: (run: R, item: T) => L, signal: AbortSignal): Promise<L> {
    return new Promise<L>((resolve, reject) => {
      const leave = () => {
        signal.removeEventListener("abort", abort);
        this.#remove(waiter);
      };
      const abort = () => {
        leave();
        reject(signal.reason);
      };
      const waiter: Waiter<K, R, T> = {
        taker,
        give: (run, item) => {
          leave();
          resolve(claim(run, item));
        },
      };
      signal.addEventListener("abort", abort);
      this.#add(waiter, (reason) => {
        leave();
        reject(reason);
      });
    });
  }

  /** Calls that take frames for this processor. */
  ofProcessor(processor: string): Iterable<Waiter<K, R, T>> {
    return this.#byProcessor.get(processor) ?? [];
  }

  /** Calls of this taker. */
  ofTaker(taker: K): Iterable<Waiter<K, R, T>> {
    return this.#byTaker.get(taker)?.keys() ?? [];
  }

  /** Rejects the calls of a taker, or all. */
  reject(reason: unknown, taker?: K): void {
    const takers = taker === undefined ? [...this.#byTaker.keys()] : [taker];
    for (const each of takers) {
      for (const reject of [...this.#byTaker.get(each)?.values() ?? []]) reject(reason);
    }
  }

  #add(waiter: Waiter<K, R, T>, reject: (reason: unknown) => void): void {
    const { taker } = waiter;
    for (const name of taker.processors) {
      const waiters = this.#byProcessor.get(name);
      if (waiters) waiters.add(waiter);
      else this.#byProcessor.set(name, new Set([waiter]));
    }
    const own = this.#byTaker.get(taker);
    if (own) own.set(waiter, reject);
    else this.#byTaker.set(taker, new Map([[waiter, reject]]));
  }

  #remove(waiter: Waiter<K, R, T>): void {
    const { taker } = waiter;
    for (const name of taker.processors) this.#byProcessor.get(name)?.delete(waiter);
    const own = this.#byTaker.get(taker);
    own?.delete(waiter);
    if (own?.size === 0) this.#byTaker.delete(taker);
  }
}

/**
 * Work that is shared by several callers and done once.
 *
 * @module
 */
import { untilAborted } from "../../base/clock/mod.ts";

/**
 * Starts the work with the first caller and caches the result. A caller that aborts doesn't disturb
 * the others; after the last one the work is aborted. Aborted and failed work starts again with the
 * next caller.
 */
export class SharedWork<T> {
  readonly #work: (signal: AbortSignal) => Promise<T>;
  #current: { readonly promise: Promise<T>; readonly abort: AbortController } | undefined;
  #waiting = 0;
  #done = false;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#work = work;
  }

  /**
   * Waits for the result.
   *
   * @throws the signal's reason when it aborts, else what the work throws
   */
  async get(signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const current = this.#current ??= this.#begin();
    this.#waiting++;
    try {
      return await (signal ? untilAborted(current.promise, signal) : current.promise);
    } finally {
      this.#waiting--;
      if (this.#waiting === 0 && !this.#done && this.#current === current) {
        this.#current = undefined;
        current.abort.abort();
      }
    }
  }

  #begin(): { promise: Promise<T>; abort: AbortController } {
    const abort = new AbortController();
    const promise = this.#work(abort.signal);
    const current = { promise, abort };
    promise.then(
      () => {
        if (this.#current === current) this.#done = true;
      },
      () => {
        if (this.#current === current) this.#current = undefined;
      },
    );
    return current;
  }
}

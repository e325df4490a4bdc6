/**
 * A bound on the bytes of calls in memory: inputs while they are sent, answers and outputs until their results are
 * disposed of. What comes at it waits, the first waiter is served first; or it does without.
 *
 * @module
 */

/** Bytes that are held. Disposing of it gives all of them back. */
export interface Held extends Disposable {
  /** Gives back what is more than this. */
  shrink(bytes: number): void;
}

interface Waiting {
  readonly bytes: number;
  readonly start: (held: Held) => void;
}

/** See the module. */
export class HeldBytes {
  readonly #limit: number;
  readonly #waiting: Waiting[] = [];
  #used = 0;

  /**
   * Holds nothing yet.
   *
   * @param limit of all holders together
   */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes that are held now. */
  get used(): number {
    return this.#used;
  }

  /**
   * Resolves when there is room; more than the limit waits until nothing else is held.
   *
   * @throws what the signal aborts with
   */
  async take(bytes: number, signal: AbortSignal): Promise<Held> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<Held>();
    const waiting: Waiting = { bytes: Math.min(bytes, this.#limit), start: resolve };
    const leave = () => {
      const index = this.#waiting.indexOf(waiting);
      // It has begun already.
      if (index < 0) return;
      this.#waiting.splice(index, 1);
      reject(signal.reason);
      this.#next();
    };
    signal.addEventListener("abort", leave, { once: true });
    this.#waiting.push(waiting);
    this.#next();
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", leave);
    }
  }

  /** Takes these bytes at once; `undefined` where there is no room, or others wait for it. */
  tryTake(bytes: number): Held | undefined {
    if (this.#waiting.length > 0 || this.#used + bytes > this.#limit) return undefined;
    this.#used += bytes;
    return this.#held(bytes);
  }

  #next(): void {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      if (this.#used + first.bytes > this.#limit) return;
      this.#waiting.shift();
      this.#used += first.bytes;
      first.start(this.#held(first.bytes));
    }
  }

  #held(bytes: number): Held {
    let own = bytes;
    const shrink = (to: number) => {
      if (to >= own) return;
      this.#used -= own - to;
      own = to;
      this.#next();
    };
    return { shrink, [Symbol.dispose]: () => shrink(0) };
  }
}

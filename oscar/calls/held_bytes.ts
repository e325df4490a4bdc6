/**
 * A bound on the bytes of calls in memory: inputs while they are sent, answers and outputs until their results are
 * disposed of. What comes at it waits, the first waiter is served first; or it does without.
 *
 * @module
 */
import { waitInLine } from "./wait_in_line.ts";

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
  take(bytes: number, signal: AbortSignal): Promise<Held> {
    const most = Math.min(bytes, this.#limit);
    const entryOf = (start: Waiting["start"]): Waiting => ({ bytes: most, start });
    return waitInLine(this.#waiting, entryOf, () => this.#next(), signal);
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

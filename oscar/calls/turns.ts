/**
 * Who may use something now: several at once, or one alone. The first waiter is served first.
 *
 * @module
 */
import { waitInLine } from "./wait_in_line.ts";

interface Waiting {
  readonly isAlone: () => boolean;
  readonly start: (turn: Turn) => void;
}

/** A turn; it ends when it is disposed of. */
export interface Turn extends Disposable {
  /** Whether it is the only one. */
  readonly isAlone: boolean;
}

/** See the module. */
export class Turns {
  readonly #limit: number;
  readonly #waiting: Waiting[] = [];
  #active = 0;
  #isAlone = false;

  /**
   * No turn is taken yet.
   *
   * @param limit how many have a turn at once
   */
  constructor(limit = Infinity) {
    this.#limit = limit;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Whether the next one would wait. */
  get isFull(): boolean {
    return this.#isAlone || this.#active >= this.#limit || this.#waiting.length > 0;
  }

  /**
   * Resolves when the turn begins.
   *
   * @param isAlone asked when the turn could begin
   * @throws what the signal aborts with
   */
  take(isAlone: () => boolean, signal: AbortSignal): Promise<Turn> {
    const entryOf = (start: Waiting["start"]): Waiting => ({ isAlone, start });
    return waitInLine(this.#waiting, entryOf, () => this.#next(), signal);
  }

  #next(): void {
    for (let first = this.#waiting[0]; first !== undefined; first = this.#waiting[0]) {
      if (this.#isAlone || this.#active >= this.#limit) return;
      const isAlone = first.isAlone();
      if (isAlone && this.#active > 0) return;
      this.#waiting.shift();
      this.#active++;
      this.#isAlone = isAlone;
      first.start(this.#turn(isAlone));
    }
  }

  #turn(isAlone: boolean): Turn {
    let isOver = false;
    return {
      isAlone,
      [Symbol.dispose]: () => {
        if (isOver) return;
        isOver = true;
        this.#active--;
        if (isAlone) this.#isAlone = false;
        this.#next();
      },
    };
  }
}

/**
 * Ends what nobody uses.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";

/** Fires once after a time without use. Use is cheap: it only notes the time. */
export class IdleTimer {
  readonly #clock: Clock;
  readonly #limit: () => number;
  readonly #idle: () => void;
  #usedAt: number;
  #dueAt = Infinity;
  #cancel: (() => void) | undefined;
  #stopped = false;

  /**
   * @param limit after how many milliseconds without use it fires, at this moment; `Infinity` while
   * it must not, and then {@linkcode look} has to be called when that is over
   * @param idle called once
   */
  constructor(clock: Clock, limit: () => number, idle: () => void) {
    this.#clock = clock;
    this.#limit = limit;
    this.#idle = idle;
    this.#usedAt = clock.now();
  }

  /** It is used now. */
  used(): void {
    this.#usedAt = this.#clock.now();
    this.look();
  }

  /** The limit may have changed. */
  look(): void {
    if (this.#stopped) return;
    const dueAt = this.#usedAt + this.#limit();
    // A timer that fires too early finds out and waits for the rest.
    if (dueAt >= this.#dueAt || dueAt === Infinity) return;
    this.#cancel?.();
    this.#dueAt = dueAt;
    this.#cancel = this.#clock.after(dueAt - this.#clock.now(), () => this.#fire());
  }

  /** It never fires any more. */
  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #fire(): void {
    this.#cancel = undefined;
    this.#dueAt = Infinity;
    if (this.#usedAt + this.#limit() <= this.#clock.now()) {
      this.stop();
      this.#idle();
    } else {
      this.look();
    }
  }
}

/**
 * Ends what is not used any more.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";

/** Fires once after a time without use. Use is cheap: it only notes the time. */
export class IdleTimer {
  readonly #clock: Clock;
  readonly #limitMs: () => number;
  readonly #onIdle: () => void;
  #usedAt: number;
  #dueAt = Infinity;
  #cancel: (() => void) | undefined;
  #stopped = false;

  /**
   * @param limitMs the time without use after which it fires, as of now, in milliseconds. `Infinity`: it
   * must not fire now; {@linkcode IdleTimer.check} has to be called when that changes
   * @param onIdle called once
   */
  constructor(clock: Clock, limitMs: () => number, onIdle: () => void) {
    this.#clock = clock;
    this.#limitMs = limitMs;
    this.#onIdle = onIdle;
    this.#usedAt = clock.now();
  }

  /** It is used now. */
  used(): void {
    this.#usedAt = this.#clock.now();
    this.check();
  }

  /** The limit may have changed. */
  check(): void {
    if (this.#stopped) return;
    const dueAt = this.#usedAt + this.#limitMs();
    // A timer that fires too early is set again for the rest of the time.
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
    if (this.#usedAt + this.#limitMs() <= this.#clock.now()) {
      this.stop();
      this.#onIdle();
    } else {
      this.check();
    }
  }
}

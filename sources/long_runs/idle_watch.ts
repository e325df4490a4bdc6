/**
 * Notices that a long run makes no progress and is not used.
 *
 * @module
 */
import { type Clock, systemClock } from "../../base/clock/mod.ts";

/** Fires once when there was no progress and no use for a time. */
export class IdleWatch {
  readonly #isUsed: () => boolean;
  readonly #limitMs: number;
  readonly #idle: () => void;
  readonly #clock: Clock;
  #movedAt: number;
  #cancelTimer: () => void;

  /**
   * Watches from now on, until it has fired or is stopped.
   *
   * @param isUsed whether it is used at this moment, as by a page that is connected
   * @param idle called when nothing has moved for `limitMs`
   * @param clock the time, for tests
   */
  constructor(
    isUsed: () => boolean,
    limitMs: number,
    idle: () => void,
    clock: Clock = systemClock(),
  ) {
    this.#isUsed = isUsed;
    this.#limitMs = limitMs;
    this.#idle = idle;
    this.#clock = clock;
    this.#movedAt = clock.now();
    this.#cancelTimer = clock.after(limitMs, () => this.#look());
  }

  /** Something moved. */
  moved(): void {
    this.#movedAt = this.#clock.now();
  }

  /** It never fires any more. */
  stop(): void {
    this.#cancelTimer();
  }

  #look(): void {
    if (this.#isUsed()) this.moved();
    const left = this.#movedAt + this.#limitMs - this.#clock.now();
    if (left > 0) this.#cancelTimer = this.#clock.after(left, () => this.#look());
    else this.#idle();
  }
}

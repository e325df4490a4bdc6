/**
 * Notices that a long run makes no progress and its session has no page.
 *
 * @module
 */
import { type Clock, systemClock } from "../../base/clock/mod.ts";
import type { Session } from "../../hub/mod.ts";

/** Fires once when there was no progress and no page for a time. */
export class IdleWatch {
  readonly #session: Session;
  readonly #limitMs: number;
  readonly #idle: () => void;
  readonly #clock: Clock;
  #movedAt: number;
  #cancelTimer: () => void;

  /**
   * Watches from now on, until it has fired or is stopped.
   *
   * @param session whose page may be connected
   * @param idle called when nothing has moved for `limitMs`
   * @param clock the time, for tests
   */
  constructor(
    session: Session,
    limitMs: number,
    idle: () => void,
    clock: Clock = systemClock(),
  ) {
    this.#session = session;
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
    if (this.#session.attached) this.moved();
    const left = this.#movedAt + this.#limitMs - this.#clock.now();
    if (left > 0) this.#cancelTimer = this.#clock.after(left, () => this.#look());
    else this.#idle();
  }
}

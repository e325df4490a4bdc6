/**
 * Whether a worker still requests frames. A worker may stop without closing its connection: an orchestrator's
 * requesting thread may end while its other threads run on. It must not be taken for one that is at work.
 *
 * A worker is active while a call of it waits for a frame, and while it holds one. It is inactive once it has
 * done neither for a while. A timer is set when it becomes idle, so nothing polls.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";

/** A frame whose result is not wanted any more. Its worker doesn't know and is still at work on it. */
interface Withdrawn {
  readonly hash: string;
  /** When it counts as given up, by the hub's clock. */
  readonly until: number;
}

/** More than any worker holds at once. */
const MAX_WITHDRAWN = 64;

/** The activity of one worker. */
export class WorkerActivity {
  readonly #clock: Clock;
  readonly #idleLimitMs: number;
  readonly #onChange: (isInactive: boolean) => void;
  #waitingCalls = 0;
  #held = 0;
  #withdrawn: Withdrawn[] = [];
  #lastRequestAt: Date;
  #idleSince: number;
  #wasBusy = false;
  #isInactive = false;
  #cancelTimer: (() => void) | undefined;
  #closed = false;

  /**
   * @param idleLimitMs the idle time after which it is inactive
   * @param onChange called when it has become inactive, and when it is active again after that
   */
  constructor(clock: Clock, idleLimitMs: number, onChange: (isInactive: boolean) => void) {
    this.#clock = clock;
    this.#idleLimitMs = idleLimitMs;
    this.#onChange = onChange;
    this.#lastRequestAt = clock.date();
    this.#idleSince = clock.now();
  }

  /** How many frames it holds. */
  get held(): number {
    return this.#held;
  }

  /** When its last call for a frame ended; now, while one waits. */
  get lastRequestAt(): Date {
    return this.#waitingCalls > 0 ? this.#clock.date() : this.#lastRequestAt;
  }

  /** When its last call for a frame ended, if it is inactive; `undefined` while it is active. */
  get inactiveSince(): Date | undefined {
    return this.#isInactive ? this.#lastRequestAt : undefined;
  }

  /** A call for a frame begins to wait (1) or has ended (-1). */
  changeWaitingCalls(change: 1 | -1): void {
    this.#waitingCalls += change;
    if (change < 0) this.#lastRequestAt = this.#clock.date();
    this.#update();
  }

  /** A lease of it begins (1) or is over (-1). */
  changeHeld(change: 1 | -1): void {
    this.#held += change;
    this.#update();
  }

  /** A lease was withdrawn without its knowledge. The caller then counts the frame as not held. */
  withdraw(hash: string, until: number): void {
    if (this.#withdrawn.length === MAX_WITHDRAWN) this.#withdrawn.shift();
    this.#withdrawn.push({ hash, until });
  }

  /** The result of a withdrawn frame has come. Returns whether this worker held it. */
  returnedWithdrawn(hash: string): boolean {
    const index = this.#withdrawn.findIndex((frame) => frame.hash === hash);
    if (index < 0) return false;
    this.#withdrawn.splice(index, 1);
    this.#idleSince = this.#clock.now();
    // The timer may be set for the deadline of that very frame.
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#update();
    return true;
  }

  /** Sets no timer any more. */
  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  get #isBusy(): boolean {
    return this.#waitingCalls > 0 || this.#held > 0;
  }

  /** When it becomes inactive, by the hub's clock; `undefined` while it is busy. */
  get #inactiveAt(): number | undefined {
    if (this.#isBusy) return undefined;
    const workingUntil = Math.max(-Infinity, ...this.#withdrawn.map(({ until }) => until));
    return Math.max(this.#idleSince, workingUntil) + this.#idleLimitMs;
  }

  #update(): void {
    if (this.#closed) return;
    const now = this.#clock.now();
    this.#withdrawn = this.#withdrawn.filter(({ until }) => until > now);
    const isBusy = this.#isBusy;
    if (isBusy || this.#wasBusy) this.#idleSince = now;
    this.#wasBusy = isBusy;
    if (isBusy && this.#isInactive) {
      this.#isInactive = false;
      this.#onChange(false);
    }
    if (!isBusy && !this.#isInactive) this.#setTimer();
  }

  /** A timer that is set stays, so that a busy worker costs no timer a frame: it checks when it fires. */
  #setTimer(): void {
    const inactiveAt = this.#inactiveAt;
    if (this.#cancelTimer || inactiveAt === undefined) return;
    this.#cancelTimer = this.#clock.after(inactiveAt - this.#clock.now(), () => {
      this.#cancelTimer = undefined;
      const inactiveAt = this.#inactiveAt;
      if (inactiveAt === undefined) return;
      if (inactiveAt > this.#clock.now()) return this.#setTimer();
      this.#isInactive = true;
      this.#onChange(true);
    });
  }
}

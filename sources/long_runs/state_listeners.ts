/**
 * Publishing a state that changes often, at a bounded rate.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";

/** Between two notifications of mere changes. */
const NOTIFY_INTERVAL_MS = 250;

/** Notified at most four times a second, and always of the last state. Sets no timer without listeners. */
export class StateListeners<T> {
  readonly #state: () => T;
  readonly #clock: Clock;
  readonly #listeners = new Set<(state: T) => void>();
  #notifiedAt = -Infinity;
  #cancelTimer: (() => void) | undefined;

  /** @param state gives the state as it is now */
  constructor(state: () => T, clock: Clock) {
    this.#state = state;
    this.#clock = clock;
  }

  /** Calls the listener from now on, which must not throw. Returns the function that stops it. */
  subscribe(listener: (state: T) => void): () => void {
    // A function of its own: the same listener may be given twice.
    const own = (state: T) => listener(state);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
      if (this.#listeners.size === 0) this.#stopTimer();
    };
  }

  /** The state has changed. */
  changed(): void {
    if (this.#listeners.size === 0 || this.#cancelTimer) return;
    const waitMs = this.#notifiedAt + NOTIFY_INTERVAL_MS - this.#clock.now();
    if (waitMs <= 0) this.notify();
    else this.#cancelTimer = this.#clock.after(waitMs, () => this.notify());
  }

  /** The state has changed in a way that is published at once. */
  notify(): void {
    this.#stopTimer();
    this.#notifiedAt = this.#clock.now();
    if (this.#listeners.size === 0) return;
    const state = this.#state();
    for (const listener of [...this.#listeners]) listener(state);
  }

  /** Publishes the last state; none after it. */
  close(): void {
    this.notify();
    this.#listeners.clear();
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}

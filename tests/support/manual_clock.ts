/** A clock for tests: time passes only when a test advances it. */
import type { Clock } from "../../base/clock/mod.ts";

interface Timer {
  readonly at: number;
  readonly action: () => void;
}

/** A {@linkcode Clock} whose time the test advances. */
export class ManualClock implements Clock {
  #now = 0;
  readonly #timers = new Set<Timer>();
  readonly #timerSet: () => void;

  /** @param timerSet called when a timer was set */
  constructor(timerSet: () => void = () => {}) {
    this.#timerSet = timerSet;
  }

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(this.#now);
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, delayMs), action };
    this.#timers.add(timer);
    this.#timerSet();
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** How many timers are set: none in a hub that is closed. */
  get pending(): number {
    return this.#timers.size;
  }

  /** In how many milliseconds the timers that are set are due, the next one first. */
  get due(): readonly number[] {
    return [...this.#timers].map(({ at }) => at - this.#now).sort((a, b) => a - b);
  }

  /** Lets time pass; timers that are due fire in their order, also those set on the way. */
  advance(byMs: number): void {
    const until = this.#now + byMs;
    for (;;) {
      let next: Timer | undefined;
      for (const timer of this.#timers) if (!next || timer.at < next.at) next = timer;
      if (!next || next.at > until) break;
      this.#timers.delete(next);
      this.#now = next.at;
      next.action();
    }
    this.#now = until;
  }
}

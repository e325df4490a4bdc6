/** A clock for tests: time passes when a test says so. */
import type { Clock } from "../hub/mod.ts";

interface Timer {
  readonly at: number;
  readonly action: () => void;
}

/** A {@linkcode Clock} that is moved by hand. */
export class TestClock implements Clock {
  #now = 0;
  #timers: Timer[] = [];

  /** @param timerSet called when a timer was set */
  constructor(private readonly timerSet: () => void = () => {}) {}

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(this.#now);
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = { at: this.#now + delayMs, action };
    this.#timers.push(timer);
    this.timerSet();
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  /** When the timers that are set are due, the next one first. */
  get due(): readonly number[] {
    return this.#timers.map(({ at }) => at - this.#now).sort((a, b) => a - b);
  }

  /** Lets time pass. */
  advance(byMs: number): void {
    const until = this.#now + byMs;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers = this.#timers.filter((each) => each !== next);
      this.#now = next.at;
      next.action();
    }
    this.#now = until;
  }
}

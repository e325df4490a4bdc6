/**
 * Time that passes only when the test advances it: timers and clocks of the page.
 *
 * @module
 */

interface Timer {
  at: number;
  readonly everyMs: number | undefined;
  readonly action: () => void;
}

/** See the module. Works from its making to {@linkcode TestTime.restore}. */
export class TestTime {
  #now = 1000;
  #next = 1;
  readonly #timers = new Map<number, Timer>();
  readonly #own = { setTimeout, clearTimeout, setInterval, clearInterval };
  readonly #clocks = { performance: performance.now, date: Date.now };

  constructor() {
    const set = (everyMs: (ms: number) => number | undefined) => (action: () => void, ms = 0) => {
      this.#timers.set(this.#next, { at: this.#now + ms, everyMs: everyMs(ms), action });
      return this.#next++;
    };
    const clear = (id: number | undefined) => void this.#timers.delete(id ?? 0);
    const setTimeout = set(() => undefined);
    const setInterval = set((ms) => ms);
    Object.assign(globalThis, {
      ...{ setTimeout, setInterval, clearTimeout: clear, clearInterval: clear },
    });
    performance.now = () => this.#now;
    Date.now = () => this.#now;
  }

  /** Has this much time pass; what is due meanwhile happens, in its order. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end)
        .sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [id, timer] = due;
      this.#now = timer.at;
      if (timer.everyMs === undefined) this.#timers.delete(id);
      else timer.at += timer.everyMs;
      timer.action();
    }
    this.#now = end;
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.size;
  }

  /** The real ones are back. */
  restore(): void {
    Object.assign(globalThis, this.#own);
    performance.now = this.#clocks.performance;
    Date.now = this.#clocks.date;
  }
}

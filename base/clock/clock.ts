/**
 * Time as the hub sees it, so that a test can move it by hand.
 *
 * @module
 */

/** Where the hub reads the time and sets its timers. */
export interface Clock {
  /** Milliseconds that only grow; their start means nothing. */
  now(): number;
  /** The time of day. */
  date(): Date;
  /**
   * Calls `action` once after `delayMs`. Such a timer keeps no process alive.
   *
   * @returns the function that calls it off
   */
  after(delayMs: number, action: () => void): () => void;
}

/** Longest delay of `setTimeout`; a longer one would fire at once. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/** The real time. */
export function systemClock(): Clock {
  return {
    now: () => performance.now(),
    date: () => new Date(),
    after(delayMs, action) {
      const timer = setTimeout(action, Math.min(Math.max(0, delayMs), MAX_DELAY_MS));
      Deno.unrefTimer(timer);
      return () => clearTimeout(timer);
    },
  };
}

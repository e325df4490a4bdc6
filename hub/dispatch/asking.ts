/**
 * Whether a worker still asks for frames. One whose program has ended, but not its connection, is
 * told from one that is at work: an orchestrator's thread that asks may end while its others go on.
 *
 * A worker asks while a call of it waits for a frame, and is at work while it holds one. It has stopped
 * asking when it did neither for a while. Nothing looks again and again: a timer is set when it becomes
 * idle.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";

/** A frame that nobody waits for any more; whoever holds it is not told, and works on. */
interface Withdrawn {
  readonly hash: string;
  /** When it counts as given up. */
  readonly until: number;
}

/** More than anybody holds at once. */
const MAX_WITHDRAWN = 64;

/** One worker's asking. */
export class Asking {
  readonly #clock: Clock;
  readonly #afterMs: number;
  readonly #changed: (stopped: boolean) => void;
  #waiting = 0;
  #inHand = 0;
  #withdrawn: Withdrawn[] = [];
  #lastAsked: Date;
  #idleSince: number;
  #wasBusy = false;
  #stopped = false;
  #cancelTimer: (() => void) | undefined;
  #closed = false;

  /**
   * @param afterMs idle for so long, it has stopped
   * @param changed called when it has stopped, and when it asks again after that
   */
  constructor(clock: Clock, afterMs: number, changed: (stopped: boolean) => void) {
    this.#clock = clock;
    this.#afterMs = afterMs;
    this.#changed = changed;
    this.#lastAsked = clock.date();
    this.#idleSince = clock.now();
  }

  /** Frames that it holds. */
  get inHand(): number {
    return this.#inHand;
  }

  /** When its last call for a frame ended; now, while one waits. */
  get lastAsked(): Date {
    return this.#waiting > 0 ? this.#clock.date() : this.#lastAsked;
  }

  /** Since when it asks no more; `undefined` while it asks or is at work. */
  get stoppedAt(): Date | undefined {
    return this.#stopped ? this.#lastAsked : undefined;
  }

  /** A call for a frame begins to wait (1) or has ended (-1). */
  waits(change: 1 | -1): void {
    this.#waiting += change;
    if (change < 0) this.#lastAsked = this.#clock.date();
    this.#look();
  }

  /** It got a frame (1) or is rid of one (-1). */
  holds(change: 1 | -1): void {
    this.#inHand += change;
    this.#look();
  }

  /** A frame was taken from it without its knowledge. The caller then counts it as not held. */
  withdraws(hash: string, until: number): void {
    if (this.#withdrawn.length === MAX_WITHDRAWN) this.#withdrawn.shift();
    this.#withdrawn.push({ hash, until });
  }

  /** A result of such a frame has come. Returns whether it was one of its own. */
  gaveBack(hash: string): boolean {
    const index = this.#withdrawn.findIndex((frame) => frame.hash === hash);
    if (index < 0) return false;
    this.#withdrawn.splice(index, 1);
    this.#idleSince = this.#clock.now();
    // It may be set for the deadline of that very frame.
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#look();
    return true;
  }

  /** Sets no timer any more. */
  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  get #isBusy(): boolean {
    return this.#waiting > 0 || this.#inHand > 0;
  }

  /** The moment from which on it has stopped; `undefined` while it asks or holds a frame. */
  get #stopsAt(): number | undefined {
    if (this.#isBusy) return undefined;
    const workingUntil = Math.max(-Infinity, ...this.#withdrawn.map(({ until }) => until));
    return Math.max(this.#idleSince, workingUntil) + this.#afterMs;
  }

  #look(): void {
    if (this.#closed) return;
    const now = this.#clock.now();
    this.#withdrawn = this.#withdrawn.filter(({ until }) => until > now);
    const isBusy = this.#isBusy;
    if (isBusy || this.#wasBusy) this.#idleSince = now;
    this.#wasBusy = isBusy;
    if (isBusy && this.#stopped) {
      this.#stopped = false;
      this.#changed(false);
    }
    if (!isBusy && !this.#stopped) this.#setTimer();
  }

  /** One that is set stays, so that a busy worker costs no timer a frame: it looks how things are. */
  #setTimer(): void {
    const stopsAt = this.#stopsAt;
    if (this.#cancelTimer || stopsAt === undefined) return;
    this.#cancelTimer = this.#clock.after(stopsAt - this.#clock.now(), () => {
      this.#cancelTimer = undefined;
      const stopsAt = this.#stopsAt;
      if (stopsAt === undefined) return;
      if (stopsAt > this.#clock.now()) return this.#setTimer();
      this.#stopped = true;
      this.#changed(true);
    });
  }
}

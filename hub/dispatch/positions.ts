/**
 * Positions of the waiting runs in the queue.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import type { OpenFrame } from "../run/frame.ts";
import type { HubRun } from "../run/run.ts";
import type { FrameQueue } from "./queue.ts";

/** How long changes are gathered. A run that waits for less emits no position. */
const GATHER_MS = 100;

/** Emits `waiting` events. It looks at the whole queue once for all changes within {@linkcode GATHER_MS}. */
export class Positions {
  readonly #clock: Clock;
  readonly #queue: FrameQueue<HubRun, OpenFrame>;
  /** The position that each run emitted last. */
  #emitted = new WeakMap<HubRun, string>();
  #cancelTimer: (() => void) | undefined;

  constructor(clock: Clock, queue: FrameQueue<HubRun, OpenFrame>) {
    this.#clock = clock;
    this.#queue = queue;
  }

  /** A frame came into the queue or left it. */
  changed(): void {
    this.#cancelTimer ??= this.#clock.after(GATHER_MS, () => this.#emit());
  }

  /** A run has a new listener: its position is emitted once more. */
  repeat(run: HubRun): void {
    this.#emitted.delete(run);
    this.changed();
  }

  /** Sets no timer any more. */
  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #emit(): void {
    this.#cancelTimer = undefined;
    for (const [run, { number }, ahead] of this.#queue.positions()) {
      const position = `${number} ${ahead}`;
      if (!run.events.hasListeners || this.#emitted.get(run) === position) continue;
      this.#emitted.set(run, position);
      run.events.emit({ type: "waiting", number, ahead });
    }
  }
}

/**
 * Tells the runs that wait how many are before them.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import type { OpenFrame } from "../run/frame.ts";
import type { FrameQueue } from "./queue.ts";
import type { HubRun } from "../run/run.ts";

/** How long changes are gathered: who waits for less learns nothing of it. */
const GATHER_MS = 100;

/** Looks at the whole queue once for all changes within a moment; sleeps while nothing changes. */
export class Positions {
  readonly #clock: Clock;
  readonly #queue: FrameQueue<HubRun, OpenFrame>;
  #said = new WeakMap<HubRun, string>();
  #cancelTimer: (() => void) | undefined;

  constructor(clock: Clock, queue: FrameQueue<HubRun, OpenFrame>) {
    this.#clock = clock;
    this.#queue = queue;
  }

  /** A frame came into the queue or went out of it. */
  changed(): void {
    this.#cancelTimer ??= this.#clock.after(GATHER_MS, () => this.#tell());
  }

  /** A run has a listener more, who should learn its place, too. */
  again(run: HubRun): void {
    this.#said.delete(run);
    this.changed();
  }

  /** Sets no timer any more. */
  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  #tell(): void {
    this.#cancelTimer = undefined;
    for (const [run, { number }, ahead] of this.#queue.ahead()) {
      const place = `${number} ${ahead}`;
      if (!run.events.heard || this.#said.get(run) === place) continue;
      this.#said.set(run, place);
      run.events.emit({ type: "waiting", number, ahead });
    }
  }
}

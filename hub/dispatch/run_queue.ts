/**
 * One run's place in the queue.
 *
 * @module
 */
import type { OpenFrame } from "../run/frame.ts";
import type { FrameQueueing } from "../run/frame_queueing.ts";
import type { HubRun } from "../run/run.ts";
import type { Affinity } from "./affinity.ts";
import type { Positions } from "./positions.ts";
import type { FrameQueue } from "./queue.ts";

/** What a run's place in the queue needs. */
export interface RunQueueDeps {
  readonly queue: FrameQueue<HubRun, OpenFrame>;
  readonly affinity: Pick<Affinity, "release">;
  readonly positions: Pick<Positions, "repeat">;
  /** A frame came into the queue or left it. */
  readonly queueChanged: () => void;
}

/** {@linkcode FrameQueueing} by the {@linkcode FrameQueue}. */
export class RunQueue implements FrameQueueing {
  readonly #run: HubRun;
  readonly #deps: RunQueueDeps;

  constructor(run: HubRun, deps: RunQueueDeps) {
    this.#run = run;
    this.#deps = deps;
  }

  get waiting(): readonly OpenFrame[] {
    return this.#deps.queue.waiting(this.#run);
  }

  push(frame: OpenFrame): void {
    this.#deps.queue.push(this.#run, frame);
    this.#deps.queueChanged();
  }

  replace(frame: OpenFrame): readonly OpenFrame[] {
    const old = this.#deps.queue.replace(this.#run, frame);
    this.#deps.queueChanged();
    return old;
  }

  putBack(frames: readonly OpenFrame[]): void {
    this.#deps.queue.putBack(this.#run, frames);
    this.#deps.queueChanged();
  }

  remove(frame: OpenFrame): boolean {
    return this.#deps.queue.remove(this.#run, frame);
  }

  clear(): void {
    this.#deps.queue.clear(this.#run);
    this.#deps.queueChanged();
  }

  offer(): void {
    this.#deps.queue.offer(this.#run);
  }

  move(): void {
    this.#deps.affinity.release(this.#run);
    this.#deps.queue.move(this.#run);
    this.#deps.queueChanged();
  }

  repeatPosition(): void {
    this.#deps.positions.repeat(this.#run);
  }

  end(): void {
    this.#deps.affinity.release(this.#run);
  }
}

/**
 * Frames of a stream that are processed together.
 *
 * @module
 */
import { type Clock, systemClock } from "../../base/clock/mod.ts";
import type { Outcome, Run } from "../../hub/mod.ts";
import type { Picture } from "../../media/image/mod.ts";

/** How batches are made. */
export interface BatchOptions {
  /** Frames of a full batch. */
  readonly size: number;
  /** A batch that is not full is processed after this time without a frame, in milliseconds. */
  readonly waitMs: number;
}

/** A frame that was added. */
export interface TakenFrame {
  /** Rejects when its run takes no more frames. */
  readonly outcome: Promise<Outcome>;
}

/** A frame that waits for the others of its batch. */
interface Waiting {
  readonly picture: Picture;
  readonly outcome: PromiseWithResolvers<Outcome>;
}

/** Collects the frames of one stream and gives them to its run. */
export class Batches {
  readonly #run: Pick<Run, "push">;
  readonly #options: BatchOptions;
  readonly #clock: Clock;
  #batch: Waiting[] = [];
  /** When the last frame was added, and the one timer that checks it. */
  #lastAt = 0;
  #stopTimer: (() => void) | undefined;

  /**
   * @param run takes the frames
   * @param clock the time, for tests
   */
  constructor(run: Pick<Run, "push">, options: BatchOptions, clock: Clock = systemClock()) {
    this.#run = run;
    this.#options = options;
    this.#clock = clock;
  }

  /**
   * Adds a frame. The last one of a full batch waits until the run has room for all of them.
   *
   * @throws {FrameboxError} as {@linkcode Run.push}, for a batch of one
   */
  async add(picture: Picture): Promise<TakenFrame> {
    const { size } = this.#options;
    if (size === 1) return await this.#run.push(picture);
    const outcome = Promise.withResolvers<Outcome>();
    // It may reject before its caller awaits it, which happens once the batch is full.
    outcome.promise.catch(() => {});
    this.#batch.push({ picture, outcome });
    if (this.#batch.length === size) await this.flush();
    else this.#watch();
    return { outcome: outcome.promise };
  }

  /** Pushes the batch to the run; resolves when the run has taken all of it. Never rejects. */
  async flush(): Promise<void> {
    this.#stopWatching();
    const frames = this.#batch;
    if (frames.length === 0) return;
    this.#batch = [];
    const batch = Symbol();
    // All in one step, so that a processor that takes the first frame finds the others beside it.
    const pushes = frames.map(({ picture, outcome }) =>
      this.#run.push(picture, { batch }).then((pushed) => outcome.resolve(pushed.outcome))
        .catch(outcome.reject)
    );
    await Promise.all(pushes);
  }

  /** The stream is over: frames that still wait are discarded. */
  close(): void {
    this.#stopWatching();
    this.#batch = [];
  }

  /** One timer serves all frames: it checks when the last one was added, and waits for the rest of the time. */
  #watch(): void {
    this.#lastAt = this.#clock.now();
    if (!this.#stopTimer) this.#checkAfter(this.#options.waitMs);
  }

  #checkAfter(ms: number): void {
    this.#stopTimer = this.#clock.after(ms, () => {
      const restMs = this.#lastAt + this.#options.waitMs - this.#clock.now();
      if (restMs > 0) this.#checkAfter(Math.ceil(restMs));
      else this.flush();
    });
  }

  #stopWatching(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }
}

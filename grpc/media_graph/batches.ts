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
  /** One that is not full goes when no frame has come for so long, in milliseconds. */
  readonly waitMs: number;
}

/** A frame that was taken. */
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
  /** When the last frame came, and the one timer that looks at it. */
  #lastAt = 0;
  #stopTimer: (() => void) | undefined;

  /**
   * @param run gets the frames
   * @param clock the time, for tests
   */
  constructor(run: Pick<Run, "push">, options: BatchOptions, clock: Clock = systemClock()) {
    this.#run = run;
    this.#options = options;
    this.#clock = clock;
  }

  /**
   * Takes a frame. The one that makes a batch full waits until its run has room for them all.
   *
   * @throws {FrameboxError} as {@linkcode Run.push}, for a batch of one
   */
  async add(picture: Picture): Promise<TakenFrame> {
    const { size } = this.#options;
    if (size === 1) return await this.#run.push(picture);
    const outcome = Promise.withResolvers<Outcome>();
    // Whoever waits for it hears of it, but perhaps only when the batch is full.
    outcome.promise.catch(() => {});
    this.#batch.push({ picture, outcome });
    if (this.#batch.length === size) await this.flush();
    else this.#watch();
    return { outcome: outcome.promise };
  }

  /** Gives what there is to the run; resolves when it has taken it. Never rejects. */
  async flush(): Promise<void> {
    this.#stopWatching();
    const frames = this.#batch;
    if (frames.length === 0) return;
    this.#batch = [];
    const batch = Symbol();
    // All in one go, so that who takes the first finds the others beside it.
    const pushes = frames.map(({ picture, outcome }) =>
      this.#run.push(picture, { batch }).then((pushed) => outcome.resolve(pushed.outcome))
        .catch(outcome.reject)
    );
    await Promise.all(pushes);
  }

  /** The stream is over: what still waits is forgotten. */
  close(): void {
    this.#stopWatching();
    this.#batch = [];
  }

  /** One timer serves many frames: it looks when the last one came, and waits for the rest. */
  #watch(): void {
    this.#lastAt = this.#clock.now();
    if (!this.#stopTimer) this.#lookAfter(this.#options.waitMs);
  }

  #lookAfter(ms: number): void {
    this.#stopTimer = this.#clock.after(ms, () => {
      const restMs = this.#lastAt + this.#options.waitMs - this.#clock.now();
      if (restMs > 0) this.#lookAfter(Math.ceil(restMs));
      else this.flush();
    });
  }

  #stopWatching(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }
}

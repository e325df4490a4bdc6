/**
 * A video's results, from its run to the video that is made of them.
 *
 * @module
 */
import { FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import type { Outcome, ResultReader, Run } from "../../hub/mod.ts";
import { type Picture, pictureIn } from "../../media/image/mod.ts";
import type { VideoPixels } from "../../media/video/mod.ts";
import type { Progress } from "../long_runs/progress.ts";
import type { FramesUnderWay, Original } from "./frames_under_way.ts";
import type { VideoOutput } from "./video_output.ts";

/** Results that are converted for the encoder at once. */
const AHEAD = 4;

/** Where results come from, and where they go. */
export interface VideoResultsOptions {
  readonly run: Run;
  readonly frames: FramesUnderWay;
  readonly output: VideoOutput;
  readonly progress: Progress;
  /** Called after each frame. */
  readonly moved: () => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Pixels that are ready for the encoder, and how their frame ended. */
interface Ready {
  readonly pixels: VideoPixels;
  readonly how: "done" | "failed";
}

/** Writes the results of one run. */
export class VideoResults {
  readonly #options: VideoResultsOptions;

  constructor(options: VideoResultsOptions) {
    this.#options = options;
  }

  /**
   * Writes all results in frame order; the reader holds the run back.
   *
   * @throws {FrameboxError} `INTERNAL` when a frame has no result; what {@linkcode VideoOutput.write} throws
   * @throws the signal's reason when it aborts, the run's when it ends before its last frame
   */
  async collect(reader: ResultReader): Promise<void> {
    const { run, frames, signal } = this.#options;
    const underWay: Promise<void>[] = [];
    let last = Promise.resolve();
    try {
      for (let next = 0;; next++) {
        const outcome = await reader.next(signal);
        if (!outcome) break;
        const frame = frames.take(outcome.number);
        if (!frame || outcome.number !== next) {
          throw new FrameboxError("INTERNAL", `Frame ${next} of the video has no result.`);
        }
        // Pixels of the next results are converted while this one is written.
        const ready = this.#pixels(outcome, frame);
        ready.catch(() => {});
        last = last.then(() => this.#write(ready, frame)).then(() => this.#reuse(frame, outcome));
        last.catch(() => {});
        if (underWay.push(last) >= AHEAD) await underWay.shift();
      }
    } finally {
      await last;
    }
    if (!frames.isOver) throw run.ended.reason;
  }

  async #write(ready: Promise<Ready>, { timestampMs }: Original): Promise<void> {
    const { output, moved, progress } = this.#options;
    const { pixels, how } = await ready;
    await output.write(pixels, timestampMs);
    moved();
    progress.settled(how);
  }

  /** The frame is settled and written: its memory is free, unless it is itself the result that is shown. */
  #reuse(frame: Original, outcome: Outcome): void {
    if (outcome.kind === "done" && outcome.content.payload === frame.picture) return;
    this.#options.frames.release(frame);
  }

  /** What goes into the output: the result's picture, or the original where there is none. */
  async #pixels(outcome: Outcome, { picture: original }: Original): Promise<Ready> {
    const { output, signal } = this.#options;
    if (outcome.kind === "failed") {
      return await this.#failed(outcome.number, outcome.error, original);
    }
    const { payload, scale } = outcome.kind === "done" ? outcome.content : {};
    const picture = pictureIn(payload) ?? original;
    try {
      return { pixels: await output.fit(picture, scale), how: "done" };
    } catch (caught) {
      signal.throwIfAborted();
      return await this.#failed(outcome.number, toFrameboxError(caught), original);
    }
  }

  async #failed(number: number, error: FrameboxError, original: Picture): Promise<Ready> {
    const { output, progress } = this.#options;
    progress.remark(
      "frame-failed",
      `Frame ${number} failed and shows the original picture: ${error.message}`,
    );
    return { pixels: await output.fit(original), how: "failed" };
  }
}

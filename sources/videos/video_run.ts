/**
 * A video through the hub: decoded frame by frame, given to the processor, and its results made
 * into a video again. At most a window of frames is in memory, however long it is.
 *
 * @module
 */
import { because, FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import type { ResultReader, Run } from "../../hub/mod.ts";
import type { Pool } from "../../base/pool/mod.ts";
import { type ProcessorRegistry, RAW_VIDEO } from "../../processors/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import type { VideoInfo } from "../../media/video/mod.ts";
import { feedVideo } from "./video_feed.ts";
import { FramesUnderWay } from "./frames_under_way.ts";
import { IdleWatch } from "../long_runs/idle_watch.ts";
import type { LongRun, LongRunState } from "../long_runs/long_run.ts";
import { PauseGate } from "./pause_gate.ts";
import { Progress } from "../long_runs/progress.ts";
import { Timestamps } from "./timestamps.ts";
import { type VideoFile, VideoOutput } from "./video_output.ts";
import { VideoResults } from "./video_results.ts";
import type { VideoTools } from "./video_tools.ts";

/** Dependencies of video runs. */
export interface VideoDeps {
  /** Reads and writes the files. */
  readonly tools: VideoTools;
  /** Where pixels are turned into other forms. */
  readonly pool: Pool;
  /** Which processors get a video's frames as planes, where it has them; all others get RGB. */
  readonly processors: Pick<ProcessorRegistry, "find" | "takes">;
  /** For failures that are framebox's own. */
  readonly log: Logger;
}

/** Times of video runs. */
export interface VideoOptions {
  /** A run without a page that makes no progress for this time, paused or without workers, is cancelled. */
  readonly giveUpMs: number;
}

/** The video of a run, and how it is processed. */
export interface VideoTask {
  /** Lossless, with no other source. */
  readonly run: Run;
  /** The original, in the run's directory. */
  readonly original: VideoFile;
  /** What the original holds. */
  readonly info: VideoInfo;
  /** Its label. */
  readonly name: string;
  /** Where the result is made: a path in the run's directory. */
  readonly resultPath: string;
}

/** {@linkcode LongRun} of a video. It begins at once. */
export class VideoRun implements LongRun {
  readonly run: Run;
  /** What the original holds. */
  readonly info: VideoInfo;
  /** Its label, never part of a path. */
  readonly name: string;
  /** What was given. */
  readonly original: VideoFile;
  readonly over: Promise<void>;
  readonly #deps: VideoDeps;
  readonly #progress = new Progress();
  readonly #gate = new PauseGate();
  readonly #options: VideoOptions;
  readonly #stop = new AbortController();
  readonly #output: VideoOutput;
  readonly #timestamps = new Timestamps();
  readonly #frames: FramesUnderWay;
  readonly #asPlanes: boolean;
  #idle: IdleWatch | undefined;
  #result: VideoFile | undefined;

  /** Begins. */
  constructor(task: VideoTask, options: VideoOptions, deps: VideoDeps) {
    const { run, original, info } = task;
    this.#options = options;
    this.#asPlanes = info.planesMatrix !== undefined &&
      deps.processors.takes(run.processor, RAW_VIDEO);
    this.#frames = new FramesUnderWay(info, this.#asPlanes);
    this.run = run;
    this.info = info;
    this.name = task.name;
    this.original = original;
    this.#deps = deps;
    this.#output = new VideoOutput({
      run,
      tools: deps.tools,
      pool: deps.pool,
      processors: deps.processors,
      info,
      original: original.path,
      path: task.resultPath,
      signal: this.#stop.signal,
    });
    this.#progress.expect(info.frames);
    this.over = this.#work();
  }

  get state(): LongRunState {
    return this.#progress.state;
  }

  /** The video of the results, once it is complete. */
  get result(): VideoFile | undefined {
    return this.#result;
  }

  /** When each frame that was decoded so far is shown, in milliseconds from the file's beginning. */
  timestamps(): number[] {
    return this.#timestamps.list();
  }

  subscribe(listener: (state: LongRunState) => void): () => void {
    return this.#progress.subscribe(listener);
  }

  pause(): void {
    if (this.#progress.phase !== "running") return;
    this.#gate.shut();
    this.#progress.turn("paused");
  }

  resume(): void {
    if (this.#progress.phase !== "paused") return;
    this.#idle?.moved();
    this.#gate.open();
    this.#progress.turn("running");
  }

  /**
   * Has another processor do the frames that wait, and those after them.
   *
   * @throws {FrameboxError} `FAILED_PRECONDITION` when the finished part is grey and could not continue in
   *   colour
   */
  choose(processor: string): void {
    if (processor === this.run.processor) return;
    if (!this.#output.keepColour()) {
      throw new FrameboxError(
        "FAILED_PRECONDITION",
        "The frames so far are grey, and so is the video; start it again for another processor.",
        undefined,
        because("video-started-grey"),
      );
    }
    this.run.switchProcessor(processor);
  }

  cancel(): void {
    this.#end(new FrameboxError("CANCELLED", "The video was cancelled."));
  }

  #end(reason: unknown): void {
    if (!this.#stop.signal.aborted) this.#stop.abort(reason);
  }

  async #work(): Promise<void> {
    const { run } = this;
    const { signal } = this.#stop;
    // Its session, its page or the server may end the run.
    const runEnded = () => this.#frames.isComplete || this.#end(run.ended.reason);
    const sessionEnded = () => this.#end(run.session.ended.reason);
    run.ended.addEventListener("abort", runEnded);
    run.session.ended.addEventListener("abort", sessionEnded);
    const unsubscribe = run.subscribe((event) => {
      if (event.type === "notice" && event.code === "frame-scaled") {
        this.#progress.remark(event.code, event.message, event.details);
      }
      if (event.type !== "reset") return;
      this.#end(
        new FrameboxError(
          "CANCELLED",
          "The frame count was reset; start the video again.",
          undefined,
          because("run-reset"),
        ),
      );
    });
    const idle = this.#idle = new IdleWatch(
      () => run.session.attached,
      this.#options.giveUpMs,
      () => {
        this.#end(
          new FrameboxError(
            "CANCELLED",
            "No user was there, and nothing moved any more.",
            undefined,
            because("abandoned"),
          ),
        );
      },
    );
    const reader = run.results();
    try {
      const fed = this.#feed();
      const parts = [fed, this.#collect(reader)];
      for (const part of parts) part.catch((caught) => this.#end(caught));
      await Promise.allSettled(parts);
      signal.throwIfAborted();
      this.#progress.turn("finishing");
      this.#result = await this.#output.finish(await fed);
      signal.throwIfAborted();
      const { remark } = this.#output;
      if (remark !== undefined) this.#progress.remark("result", remark);
      this.#progress.turn("done");
    } catch (caught) {
      await this.#failed(signal.aborted ? signal.reason : caught);
    } finally {
      this.#frames.clear();
      reader.close();
      unsubscribe();
      idle.stop();
      run.ended.removeEventListener("abort", runEnded);
      run.session.ended.removeEventListener("abort", sessionEnded);
    }
  }

  #feed(): Promise<number | undefined> {
    return feedVideo({
      tools: this.#deps.tools,
      path: this.original.path,
      info: this.info,
      asPlanes: this.#asPlanes,
      run: this.run,
      frames: this.#frames,
      timestamps: this.#timestamps,
      progress: this.#progress,
      gate: this.#gate,
      signal: this.#stop.signal,
    });
  }

  #collect(reader: ResultReader): Promise<void> {
    const results = new VideoResults({
      run: this.run,
      frames: this.#frames,
      output: this.#output,
      progress: this.#progress,
      moved: () => this.#idle?.moved(),
      signal: this.#stop.signal,
    });
    return results.collect(reader);
  }

  async #failed(caught: unknown): Promise<void> {
    this.#end(caught);
    const error = toFrameboxError(caught);
    if (error.code === "INTERNAL") this.#deps.log.error("video_failed", caught);
    this.#result = undefined;
    this.run.cancel(error.message);
    try {
      await this.#output.abort();
    } catch (caught) {
      this.#deps.log.error("video_not_removed", caught);
    }
    if (error.code === "CANCELLED") this.#progress.turn("cancelled");
    else this.#progress.turn("failed", error);
  }
}

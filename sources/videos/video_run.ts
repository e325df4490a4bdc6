/**
 * A video through the hub: decoded frame by frame, given to the processor, and its results made
 * into a video again. At most a window of frames is in memory, however long it is.
 *
 * @module
 */
import {
  DEFAULT_IMAGE_LIMITS,
  Picture,
  pictureIn,
  planesBytes,
  planesFormat,
} from "../../media/image/mod.ts";
import { because, FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import type { Outcome, ResultReader, Run } from "../../hub/mod.ts";
import type { Pool } from "../../base/pool/mod.ts";
import { type ProcessorRegistry, RAW_VIDEO } from "../../processors/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import type {
  PlanesFrame,
  VideoDecoder,
  VideoFrame,
  VideoInfo,
  VideoPixels,
} from "../../media/video/mod.ts";
import { FrameBuffers } from "./frame_buffers.ts";
import { IdleWatch } from "./idle_watch.ts";
import type { LongRun, LongRunState } from "../long_runs/long_run.ts";
import { PauseGate } from "./pause_gate.ts";
import { Progress } from "../long_runs/progress.ts";
import { Timestamps } from "./timestamps.ts";
import { type VideoFile, VideoOutput } from "./video_output.ts";
import type { VideoTools } from "./video_tools.ts";

/** Results that are converted for the encoder at once. */
const AHEAD = 4;

/** Bytes of frames between decoder and encoder: large frames have a smaller window than the run's. */
const WINDOW_BYTES = 96 * 1024 ** 2;

/** The remark on HDR that is not tone-mapped. */
const HDR_PALE =
  "The video is HDR; its colours are pale because this server's ffmpeg lacks zscale.";

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
  /** Shut while as many frames are under way as may be. */
  readonly #window = new PauseGate();
  readonly #maxFrames: number;
  readonly #options: VideoOptions;
  readonly #stop = new AbortController();
  readonly #output: VideoOutput;
  readonly #timestamps = new Timestamps();
  /** Frames whose results are not in the output yet, by number. */
  readonly #originals = new Map<number, Original>();
  readonly #buffers = new FrameBuffers();
  readonly #asPlanes: boolean;
  #idle: IdleWatch | undefined;
  #allPushed = false;
  /** When the last frame has been shown. */
  #endMs: number | undefined;
  #result: VideoFile | undefined;

  /** Begins. */
  constructor(task: VideoTask, options: VideoOptions, deps: VideoDeps) {
    const { run, original, info } = task;
    this.#options = options;
    this.#asPlanes = info.planesMatrix !== undefined &&
      deps.processors.takes(run.processor, RAW_VIDEO);
    const { width: widthPx, height: heightPx } = info;
    const bytes = this.#asPlanes ? planesBytes({ widthPx, heightPx }) : widthPx * heightPx * 3;
    this.#maxFrames = Math.max(2, Math.floor(WINDOW_BYTES / bytes));
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
    const runEnded = () => this.#allPushed || this.#end(run.ended.reason);
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
    const idle = this.#idle = new IdleWatch(run.session, this.#options.giveUpMs, () => {
      this.#end(
        new FrameboxError(
          "CANCELLED",
          "Nobody was there, and nothing moved any more.",
          undefined,
          because("abandoned"),
        ),
      );
    });
    const reader = run.results();
    try {
      const parts = [this.#feed(), this.#collect(reader)];
      for (const part of parts) part.catch((caught) => this.#end(caught));
      await Promise.allSettled(parts);
      signal.throwIfAborted();
      this.#progress.turn("finishing");
      this.#result = await this.#output.finish(this.#endMs);
      signal.throwIfAborted();
      const { remark } = this.#output;
      if (remark !== undefined) this.#progress.remark("result", remark);
      this.#progress.turn("done");
    } catch (caught) {
      await this.#failed(signal.aborted ? signal.reason : caught);
    } finally {
      this.#buffers.clear();
      reader.close();
      unsubscribe();
      idle.stop();
      run.ended.removeEventListener("abort", runEnded);
      run.session.ended.removeEventListener("abort", sessionEnded);
    }
  }

  /** Decoder to run. The run's window holds the decoder back. */
  async #feed(): Promise<void> {
    const { signal } = this.#stop;
    if (this.info.isPale) this.#progress.remark("hdr-pale", HDR_PALE);
    const frames = this.#frames();
    let count = 0;
    for await (const decoded of frames) {
      const frame = asOriginal(decoded);
      // Recorded before the push: its result may arrive before the push returns.
      this.#originals.set(count, frame);
      if (this.#originals.size >= this.#maxFrames) this.#window.shut();
      this.#timestamps.push(frame.timestampMs);
      const { number } = await this.run.push(frame.picture, { signal });
      if (number !== count++) {
        throw new FrameboxError("FAILED_PRECONDITION", "Other frames came into the video's run.");
      }
      await this.#window.pass(signal);
      await this.#gate.pass(signal);
    }
    signal.throwIfAborted();
    if (count === 0) {
      throw new FrameboxError(
        "INVALID_ARGUMENT",
        "No frame of the video could be read; the file is damaged or empty.",
        undefined,
        because("video-damaged"),
      );
    }
    this.#endMs = frames.endMs;
    if (frames.remark !== undefined) this.#progress.remark("ends-early", frames.remark);
    this.#progress.expect(count);
    this.#allPushed = true;
    this.run.finish();
  }

  #frames(): VideoDecoder<DecodedFrame> {
    const { tools } = this.#deps;
    const { signal } = this.#stop;
    const { path } = this.original;
    if (!this.#asPlanes) return tools.decode(path, this.info, signal);
    const room = (byteLength: number) => this.#buffers.take(byteLength);
    return tools.decodePlanes(path, this.info, room, signal);
  }

  /** Results to encoder, in frame order; the reader holds the run back. */
  async #collect(reader: ResultReader): Promise<void> {
    const { signal } = this.#stop;
    const underWay: Promise<void>[] = [];
    let last = Promise.resolve();
    try {
      for (let next = 0;; next++) {
        const outcome = await reader.next(signal);
        if (!outcome) break;
        const frame = this.#originals.get(outcome.number);
        this.#originals.delete(outcome.number);
        if (this.#originals.size < this.#maxFrames) this.#window.open();
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
    if (!this.#allPushed || this.#originals.size > 0) throw this.run.ended.reason;
  }

  async #write(ready: Promise<Ready>, { timestampMs }: Original): Promise<void> {
    const { pixels, how } = await ready;
    await this.#output.write(pixels, timestampMs);
    this.#idle?.moved();
    this.#progress.settled(how);
  }

  /** The frame is settled and written: its memory is free, unless it is itself the result that is shown. */
  #reuse({ picture, buffer }: Original, outcome: Outcome): void {
    if (outcome.kind === "done" && outcome.content.payload === picture) return;
    if (buffer) this.#buffers.give(buffer);
  }

  /** What goes into the output: the result's picture, or the original where there is none. */
  async #pixels(outcome: Outcome, { picture: original }: Original): Promise<Ready> {
    if (outcome.kind === "failed") {
      this.#progress.remark("frame-failed", firstFailed(outcome.number, outcome.error));
      return { pixels: await this.#output.fit(original), how: "failed" };
    }
    const { payload, scale } = outcome.kind === "done" ? outcome.content : {};
    const picture = pictureIn(payload) ?? original;
    try {
      return { pixels: await this.#output.fit(picture, scale), how: "done" };
    } catch (caught) {
      this.#stop.signal.throwIfAborted();
      this.#progress.remark("frame-failed", firstFailed(outcome.number, toFrameboxError(caught)));
      return { pixels: await this.#output.fit(original), how: "failed" };
    }
  }

  async #failed(caught: unknown): Promise<void> {
    this.#end(caught);
    const error = toFrameboxError(caught);
    if (error.code === "INTERNAL") this.#deps.log.error("video_failed", caught);
    this.#result = undefined;
    this.run.cancel(error.message);
    this.#originals.clear();
    try {
      await this.#output.abort();
    } catch (caught) {
      this.#deps.log.error("video_not_removed", caught);
    }
    if (error.code === "CANCELLED") this.#progress.turn("cancelled");
    else this.#progress.turn("failed", error);
  }
}

/** A frame as it was decoded. */
interface Original {
  readonly picture: Picture;
  readonly timestampMs: number;
  /** Memory that is used again. */
  readonly buffer: Uint8Array | undefined;
}

type DecodedFrame = VideoFrame | PlanesFrame;

function asOriginal(frame: DecodedFrame): Original {
  const { timestampMs } = frame;
  if ("raster" in frame) {
    return { picture: Picture.fromRaster(frame.raster), timestampMs, buffer: undefined };
  }
  const { planes } = frame;
  // Their size was checked when the file was probed.
  const limits = { ...DEFAULT_IMAGE_LIMITS, maxPixels: planes.widthPx * planes.heightPx };
  const picture = Picture.fromRaw(planesFormat(planes), planes.data, limits);
  return { picture, timestampMs, buffer: planes.data };
}

interface Ready {
  readonly pixels: VideoPixels;
  readonly how: "done" | "failed";
}

function firstFailed(number: number, error: FrameboxError): string {
  return `Frame ${number} failed and shows the original picture: ${error.message}`;
}

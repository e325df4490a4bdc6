/**
 * Makes a video file of frames, one after the other.
 *
 * @module
 */

import { because, FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import { fileLeftBy } from "../../base/watch/mod.ts";
import { checkRaster, checkRawLength, planesFormat } from "../image/mod.ts";
import { chooseEncoder, encoderArguments } from "./encoder_choice.ts";
import { passEachFrame } from "./find_ffmpeg.ts";
import { FrameBytes, type VideoPixels } from "./frame_bytes.ts";
import { FrameClock } from "./frame_clock.ts";
import { isDiskFull, SoundJoin } from "./join_sound.ts";
import { nutFrameHeader, nutHeaders } from "./nut/nut_writer.ts";
import { MediaProcess } from "./process.ts";
import type { Ffmpeg, VideoWriterOptions } from "./types.ts";

/** What browsers seek by: a whole picture at least that often, in seconds. */
const KEY_FRAME_S = 2;

/** The last frames are encoded and the file put in order: on a slow disk minutes for a long video. */
const FINISH_MS = 30 * 60_000;

/** ffmpeg at work, begun with the first frame, which decides the frames' format. */
interface Encoding {
  readonly process: MediaProcess;
  readonly input: WritableStreamDefaultWriter<Uint8Array>;
  readonly bytes: FrameBytes;
}

/**
 * Encodes frames to an MP4 file that plays while it loads: H.264, yuv420p, BT.709; frames that come as
 * planes keep their matrix.
 *
 * After {@linkcode VideoWriter.finish} the file is whole; after a failure, an abort of the signal or
 * {@linkcode VideoWriter.abort} there is none. One of the two must be called.
 */
export class VideoWriter {
  readonly #ffmpeg: Ffmpeg;
  readonly #options: VideoWriterOptions;
  readonly #encoder: readonly string[];
  readonly #signal: AbortSignal;
  readonly #clock: FrameClock;
  #encoding: Encoding | undefined;
  #writing: Promise<void> = Promise.resolve();
  #remark: string | undefined;

  private constructor(
    ffmpeg: Ffmpeg,
    options: VideoWriterOptions,
    encoder: readonly string[],
    signal: AbortSignal,
  ) {
    this.#ffmpeg = ffmpeg;
    this.#options = options;
    this.#encoder = encoder;
    this.#signal = signal;
    this.#clock = new FrameClock(options.rate, options.variableRate);
  }

  /**
   * Finds out how this host can encode, so that {@linkcode VideoWriter.open} needn't; that one throws if
   * it can't.
   *
   * @param signal gives it up when aborted
   */
  static async prepare(ffmpeg: Ffmpeg, signal: AbortSignal): Promise<void> {
    await chooseEncoder(ffmpeg, signal).catch(() => {});
  }

  /**
   * Finds out how this host can encode. ffmpeg starts with the first frame.
   *
   * @param signal kills ffmpeg when aborted, then or later
   * @throws {FrameboxError} `UNIMPLEMENTED` if this ffmpeg has no encoder that will do
   * @throws {DOMException} the signal's reason when aborted
   */
  static async open(
    ffmpeg: Ffmpeg,
    options: VideoWriterOptions,
    signal: AbortSignal,
  ): Promise<VideoWriter> {
    return new VideoWriter(ffmpeg, options, await chooseEncoder(ffmpeg, signal), signal);
  }

  /** A sentence about the finished file, such as that its sound could not be kept. */
  get remark(): string | undefined {
    return this.#remark;
  }

  /**
   * Adds a frame. Resolves when ffmpeg has taken the one before; until then the frame's bytes must
   * stay as they are.
   *
   * @param frame of the size that was agreed; planes, grey or RGB in rows are the fastest, in this order
   * @param timestampMs later than the frame before; its shift on the sound's clock is kept
   * @throws {FrameboxError} `INVALID_ARGUMENT` for a frame of another size, `RESOURCE_EXHAUSTED` when
   *   the disk is full, `INTERNAL` if ffmpeg gives up
   * @throws {DOMException} the signal's reason when aborted
   */
  async write(frame: VideoPixels, timestampMs: number): Promise<void> {
    this.#signal.throwIfAborted();
    this.#check(frame);
    this.#encoding ??= this.#begin(frame);
    const { input, bytes } = this.#encoding;
    await this.#writing;
    const data = bytes.of(frame);
    const header = nutFrameHeader(this.#clock.tick(timestampMs), data.length);
    const written = [
      ...(this.#clock.count === 1 ? [input.write(nutHeaders(this.#video(bytes)))] : []),
      input.write(header),
      input.write(data),
    ];
    this.#writing = Promise.all(written).then(() => {}, (error) => this.#fail(error));
    // The next call, or finish, sees it fail.
    this.#writing.catch(() => {});
  }

  /**
   * Ends the file. Resolves when it is whole, with its sound.
   *
   * @param endMs when the last frame has been shown; without it, it lasts as long as the one before
   * @throws {FrameboxError} `FAILED_PRECONDITION` without a frame, and as `write`
   * @throws {DOMException} the signal's reason when aborted
   */
  async finish(endMs?: number): Promise<void> {
    try {
      this.#signal.throwIfAborted();
      if (this.#encoding === undefined) {
        throw new FrameboxError("FAILED_PRECONDITION", "A video needs at least one frame.");
      }
      await this.#writing;
      await this.#endEncoding(this.#encoding);
      await this.#join(endMs);
    } catch (error) {
      await this.abort();
      throw error;
    }
  }

  /** Ends ffmpeg at once and removes what there is of the file. May be called at any time. */
  async abort(): Promise<void> {
    const { process, input } = this.#encoding ?? {};
    process?.kill();
    await input?.abort().catch(() => {});
    await process?.ended;
    await this.#writing.catch(() => {});
    await removeFile(this.#silent);
    await removeFile(this.#joined);
  }

  /** The video alone, until it is finished. */
  get #silent(): string {
    return `${this.#options.path}.video`;
  }

  /** The video with its sound, until it is finished. */
  get #joined(): string {
    return `${this.#options.path}.sound`;
  }

  async #endEncoding({ process, input }: Encoding): Promise<void> {
    const late = setTimeout(() => process.kill(), FINISH_MS);
    try {
      const run = async () => {
        await input.close().catch((error) => this.#fail(error));
        return await process.ended;
      };
      const limits = { limitMs: FINISH_MS };
      const { success } = await fileLeftBy(this.#silent, run, this.#signal, limits);
      if (!success) await this.#fail(undefined);
    } finally {
      clearTimeout(late);
    }
  }

  /** Joins video and sound, and sets the duration of the last frame, which is known only now. */
  async #join(endMs: number | undefined): Promise<void> {
    const { audioFrom, path } = this.#options;
    const video = {
      path: this.#silent,
      startMs: this.#clock.startMs,
      frames: this.#clock.count,
      lastTicks: this.#clock.lastTicks(endMs),
    };
    const join = new SoundJoin(this.#ffmpeg, video, this.#joined, this.#signal);
    const { success, tail, lost, kept } = await join.run(audioFrom);
    if (isDiskFull(tail)) throw diskFull(tail);
    if (lost > 0) this.#remark = lostSound(lost, kept);
    await Deno.rename(success ? this.#joined : this.#silent, path);
    await removeFile(this.#silent);
    await removeFile(this.#joined);
  }

  #check(frame: VideoPixels): void {
    if ("matrix" in frame) checkRawLength(planesFormat(frame), frame.data.byteLength);
    else checkRaster(frame);
    const { width, height } = this.#options;
    if (frame.widthPx === width && frame.heightPx === height) return;
    throw new FrameboxError(
      "INVALID_ARGUMENT",
      `A frame has ${frame.widthPx}×${frame.heightPx} pixels; all of this video need ` +
        `${width}×${height}.`,
    );
  }

  #begin(first: VideoPixels): Encoding {
    const bytes = new FrameBytes(first);
    const process = new MediaProcess(
      this.#ffmpeg.ffmpeg,
      this.#arguments(bytes),
      { stdin: "piped", stdout: "null" },
      this.#signal,
    );
    return { process, input: process.stdin.getWriter(), bytes };
  }

  #arguments({ pixels, matrix }: FrameBytes): string[] {
    const { num, den } = this.#clock.timeBase;
    const { rate } = this.#options;
    const colours = matrix === "bt601" ? "smpte170m" : "bt709";
    // I420 is what the encoder takes; its studio range has to be declared.
    const filter = pixels === "I420"
      ? `setparams=range=tv:colorspace=${colours}`
      : "scale=out_color_matrix=bt709:out_range=tv";
    const keyFrames = rate.num === 0 ? 60 : Math.ceil(KEY_FRAME_S * rate.num / rate.den);
    return [
      ...["-nostdin", "-hide_banner", "-loglevel", "error", "-y"],
      // The input needs no analysis: the first frame goes to the encoder at once.
      ...["-probesize", "32", "-analyzeduration", "0", "-fpsprobesize", "0", "-f", "nut"],
      ...["-i", "pipe:0", ...passEachFrame(this.#ffmpeg), "-enc_time_base", `${num}/${den}`],
      ...["-vf", filter, "-pix_fmt", "yuv420p"],
      ...["-colorspace", colours, "-color_primaries", "bt709", "-color_trc", "bt709"],
      ...["-color_range", "tv", ...encoderArguments(this.#encoder, rate), "-g", `${keyFrames}`],
      ...["-video_track_timescale", `${this.#clock.timescale}`],
      ...["-f", "mp4", `file:${this.#silent}`],
    ];
  }

  #video({ pixels, width, height }: FrameBytes) {
    return { width, height, pixels, timeBase: this.#clock.timeBase };
  }

  /** Throws why ffmpeg takes no more frames, by its own messages once it has ended. */
  async #fail(error: unknown): Promise<never> {
    const process = this.#encoding?.process;
    process?.kill();
    await process?.ended;
    this.#signal.throwIfAborted();
    const tail = process?.tail ?? "";
    if (isDiskFull(tail)) throw diskFull(tail);
    const { path } = this.#options;
    // If the directory was removed, that is the error, not ffmpeg's.
    await Deno.stat(path.slice(0, path.lastIndexOf("/")));
    throw new FrameboxError(
      "INTERNAL",
      "ffmpeg gave up while it encoded the video; framebox's log has the details.",
      tail === "" ? toFrameboxError(error) : new Error(tail),
      because("ffmpeg-failed"),
    );
  }
}

function lostSound(lost: number, kept: number): string {
  if (kept === 0) return "The sound could not be kept; the video is without it.";
  return `Of ${lost + kept} sound tracks ${lost} could not be kept.`;
}

function diskFull(tail: string): FrameboxError {
  return new FrameboxError(
    "RESOURCE_EXHAUSTED",
    "The disk of framebox's machine is full; the video could not be written.",
    new Error(tail),
    because("disk-full"),
  );
}

async function removeFile(path: string): Promise<void> {
  try {
    await Deno.remove(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

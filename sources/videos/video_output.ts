/**
 * The video that a long run makes of its results.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { FrameScale, Run } from "../../hub/mod.ts";
import { copyToTransfer, type Pool } from "../../base/pool/mod.ts";
import {
  type Picture,
  pictureInput,
  type Planes,
  planesOf,
  planesTask,
  type RasterWants,
  scaleTask,
  type YuvMatrix,
} from "../../media/image/mod.ts";
import type { ProcessorRegistry } from "../../processors/mod.ts";
import type { VideoInfo, VideoPixels } from "../../media/video/mod.ts";
import type { VideoSink, VideoTools } from "./video_tools.ts";

/** The growth of the file is booked each time after this many frames. */
const COUNT_EVERY = 30;

/** What it is made from. */
export interface VideoOutputOptions {
  readonly run: Run;
  readonly tools: VideoTools;
  readonly pool: Pool;
  /** Knows the kind of the run's processor: results of a built-in alone keep their form. */
  readonly processors: Pick<ProcessorRegistry, "find">;
  /** Of the original, whose rate and sound it keeps. */
  readonly info: VideoInfo;
  /** The original. */
  readonly original: string;
  /** Where the file is made. */
  readonly path: string;
  /** Ends all work on it. */
  readonly signal: AbortSignal;
}

/** A finished video. */
export interface VideoFile {
  /** Where it is. */
  readonly path: string;
  /** Its size. */
  readonly byteLength: number;
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
}

/**
 * Frames of one size: that of the first one, others are scaled to it. A frame that was given to its
 * worker smaller than it is counts with its own size.
 */
export class VideoOutput {
  readonly #options: VideoOutputOptions;
  #form: RasterWants = { channels: 3 };
  /** Of a video whose first result came as planes: all go into it as planes. */
  #matrix: YuvMatrix | undefined;
  #isColour = false;
  #size: { readonly width: number; readonly height: number } | undefined;
  /** A promise, so that one that is being opened can be aborted, too. */
  #sink: Promise<VideoSink> | undefined;
  #remark: string | undefined;
  #written = 0;
  #counted = 0;

  constructor(options: VideoOutputOptions) {
    this.#options = options;
  }

  /** A sentence about the finished file. */
  get remark(): string | undefined {
    return this.#remark;
  }

  /** Results of another processor may come; false: it is a video of grey frames already. */
  keepColour(): boolean {
    this.#isColour = true;
    return this.#form.channels === 3;
  }

  /**
   * A result's pixels as they go into the video. The first one's size is that of the video; others
   * are scaled to it.
   *
   * @param scale how the frame was made smaller for its worker: a picture of that smaller size does
   *   not decide on the video's, since frames of another worker, or failed ones, may come in full
   * @throws {FrameboxError} `INVALID_ARGUMENT` when the picture can't be read
   */
  async fit(picture: Picture, scale?: FrameScale): Promise<VideoPixels> {
    const { pool, signal } = this.#options;
    const planes = planesOf(picture.source);
    if (!this.#size) {
      this.#size = sizeFor(picture, scale);
      if (picture.channels === 1 && this.#staysGrey()) this.#form = { channels: 1 };
      else this.#matrix = planes?.matrix;
    }
    const { width, height } = this.#size;
    if (this.#matrix) {
      const wanted = { matrix: this.#matrix, widthPx: width, heightPx: height };
      if (planes && isAsWanted(planes, wanted)) return planes;
      const { input, transfer } = pictureInput(picture);
      return await pool.run(planesTask, { input, ...wanted }, { transfer, signal });
    }
    const raster = await picture.raster(this.#form, pool, signal);
    if (raster.widthPx === width && raster.heightPx === height) return raster;
    const { data, transfer } = copyToTransfer(raster.data);
    const input = { raster: { ...raster, data }, widthPx: width, heightPx: height };
    return await pool.run(scaleTask, input, { transfer, signal });
  }

  /**
   * Adds a frame; resolves when there is room for the next.
   *
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED` when there is no more room on disk
   */
  async write(pixels: VideoPixels, timestampMs: number): Promise<void> {
    const sink = await (this.#sink ??= this.#open(pixels));
    await sink.write(pixels, timestampMs);
    if (++this.#written % COUNT_EVERY === 0) await this.#count();
  }

  /**
   * Ends the file.
   *
   * @param endMs when the last frame has been shown, if that is known
   * @throws {FrameboxError} as {@linkcode VideoOutput.write}
   */
  async finish(endMs: number | undefined): Promise<VideoFile> {
    const sink = await this.#sink;
    await sink?.finish(endMs);
    const byteLength = await this.#count();
    const { width = 0, height = 0 } = this.#size ?? {};
    this.#remark = sink?.remark;
    return { path: this.#options.path, byteLength, width, height };
  }

  /** Removes what there is of the file. */
  async abort(): Promise<void> {
    const sink = await this.#sink?.catch(() => undefined);
    await sink?.abort();
    this.#options.run.takeSpace(-this.#counted);
    this.#counted = 0;
  }

  /** A built-in that gives grey always gives grey; any other processor may give colour later. */
  #staysGrey(): boolean {
    const { processors, run } = this.#options;
    return !this.#isColour && processors.find(run.processor)?.kind === "built-in";
  }

  async #open(first: VideoPixels): Promise<VideoSink> {
    const { tools, info, original, path, signal } = this.#options;
    const { width, height } = this.#size ??= { width: first.widthPx, height: first.heightPx };
    return await tools.write({
      path,
      width,
      height,
      rate: info.rate,
      variableRate: info.variableRate,
      audioFrom: info.audioCodec === undefined ? undefined : original,
    }, signal);
  }

  /** Counts what the file has grown by. Returns its size. */
  async #count(): Promise<number> {
    const size = await this.#sizeOnDisk();
    if (!this.#options.run.takeSpace(size - this.#counted)) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        "There is no more room for the result video; remove other runs, or ask for a larger " +
          "SESSION_QUOTA_MB.",
        undefined,
        because("no-room-for-result"),
      );
    }
    this.#counted = size;
    return size;
  }

  /** The file and what is beside it while it is being made. */
  async #sizeOnDisk(): Promise<number> {
    const { path } = this.#options;
    const end = path.lastIndexOf("/");
    const directory = path.slice(0, end);
    let size = 0;
    for await (const { name } of Deno.readDir(directory)) {
      if (!name.startsWith(path.slice(end + 1))) continue;
      // One that was there a moment ago may have got its final name.
      size += await Deno.stat(`${directory}/${name}`).then((info) => info.size, () => 0);
    }
    return size;
  }
}

function isAsWanted(planes: Omit<Planes, "data">, wanted: Omit<Planes, "data">): boolean {
  return planes.matrix === wanted.matrix && planes.widthPx === wanted.widthPx &&
    planes.heightPx === wanted.heightPx;
}

/** Of a video that begins with this picture. */
function sizeFor({ widthPx, heightPx }: Picture, scale: FrameScale | undefined) {
  if (scale && widthPx === scale.widthPx && heightPx === scale.heightPx) {
    return { width: scale.sourceWidthPx, height: scale.sourceHeightPx };
  }
  return { width: widthPx, height: heightPx };
}

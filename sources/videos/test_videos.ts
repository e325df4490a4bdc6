/** What the tests of videos share: files that are only numbers. */
import { FrameboxError } from "../../base/errors/mod.ts";
import type { HubOptions } from "../../hub/mod.ts";
import {
  type ChannelCount,
  planesBytes,
  type Raster,
  type YuvMatrix,
} from "../../media/image/mod.ts";
import type {
  PlanesFrame,
  VideoDecoder,
  VideoFrame,
  VideoInfo,
  VideoWriterOptions,
} from "../../media/video/mod.ts";
import { BUILT_INS, type ProcessorKind, registryOf } from "../../processors/mod.ts";
import { LongRuns } from "../long_runs/long_runs.ts";
import { raster } from "../testing/test_pictures.ts";
import { type TestHub, withTestHub } from "../testing/test_worker.ts";
import type { VideoRun } from "./video_run.ts";
import type { VideoSink, VideoTools } from "./video_tools.ts";
import { Videos } from "./videos.ts";

/** Bytes that each frame adds to the fake result. */
export const FRAME_BYTES = 10;

/** What the fake file holds, and what goes wrong with it. */
export interface FakeVideo {
  readonly frames: number;
  /** What the file declares; the number of frames if left out. */
  readonly claimed?: number;
  readonly remark?: string;
  /** It is HDR, and framebox can't tone it down. */
  readonly isPale?: boolean;
  /** The end of the last frame that the file declares. */
  readonly endMs?: number;
  /** The frames' size that the file declares; what comes is 4×3. */
  readonly claimedSize?: { readonly width: number; readonly height: number };
  /** Frames come as planes of 4×2, coded so. */
  readonly planes?: YuvMatrix;
  /** The kind of the processor that answers; `workers`, if left out. */
  readonly kind?: ProcessorKind;
  /** The decoder fails at that frame. */
  readonly breaksAt?: number;
  /** The encoder fails at that frame. */
  readonly sinkBreaksAt?: number;
}

/** Tools that read and write nothing but numbers. Frame n is grey n, shown at 40·n ms. */
export class FakeTools implements VideoTools {
  /** Frames that were asked of the decoder. */
  decoded = 0;
  /** Whether the decoder was released. */
  decoderEnded = false;
  /** What was written. */
  readonly written: { grey: number; width: number; height: number; timestampMs: number }[] = [];
  /** The end of the last frame, as the sink received it. */
  writtenUntilMs: number | undefined;
  /** Its form: planes of a matrix, or the number of channels. */
  readonly writtenKinds = new Set<YuvMatrix | ChannelCount>();
  /** Memory that was given for planes. */
  readonly rooms = new Set<ArrayBufferLike>();
  /** How the result was made. */
  writtenAs: VideoWriterOptions | undefined;
  /** What became of it. */
  sink: "none" | "open" | "finished" | "aborted" = "none";
  /** When it is shut, the result is not finished. */
  finishing: Promise<void> = Promise.resolve();
  readonly #video: FakeVideo;

  constructor(video: FakeVideo) {
    this.#video = video;
  }

  async probe(path: string, signal: AbortSignal): Promise<VideoInfo> {
    signal.throwIfAborted();
    if (await Deno.readTextFile(path) !== "video") {
      throw new FrameboxError("INVALID_ARGUMENT", "This file is no video.");
    }
    const { frames, claimed = frames } = this.#video;
    return {
      width: this.#video.claimedSize?.width ?? 4,
      height: this.#video.claimedSize?.height ?? (this.#video.planes ? 2 : 3),
      rotation: 0,
      rate: { num: 25, den: 1 },
      variableRate: false,
      durationMs: claimed * 40,
      frames: claimed,
      codec: "fake",
      startMs: 0,
      firstMs: 0,
      hasTimes: true,
      endMs: claimed * 40,
      audioCodec: undefined,
      streamIndex: 0,
      timeBase: { num: 1, den: 1000 },
      assumedMatrix: undefined,
      colours: { matrix: undefined, primaries: undefined, transfer: undefined },
      conversion: [],
      isPale: this.#video.isPale ?? false,
      planesMatrix: this.#video.planes,
    };
  }

  decode(_path: string, _info: VideoInfo, signal: AbortSignal): VideoDecoder {
    const { remark, endMs } = this.#video;
    return { remark, endMs, [Symbol.asyncIterator]: () => this.#frames(signal) };
  }

  decodePlanes(
    _path: string,
    { width: widthPx, height: heightPx, planesMatrix: matrix = "bt601" }: VideoInfo,
    room: (byteLength: number) => Uint8Array,
    signal: AbortSignal,
  ): VideoDecoder<PlanesFrame> {
    const { rooms } = this;
    const { remark, endMs } = this.#video;
    const size = { widthPx, heightPx, matrix };
    const frames = this.#frames(signal);
    return {
      remark,
      endMs,
      async *[Symbol.asyncIterator]() {
        for await (const { number, timestampMs } of frames) {
          const data = room(planesBytes(size));
          rooms.add(data.buffer);
          // Frame n has Y n + 16 and no colour.
          data.fill(number + 16, 0, widthPx * heightPx).fill(128, widthPx * heightPx);
          yield { number, timestampMs, planes: { ...size, data } };
        }
      },
    };
  }

  async *#frames(signal: AbortSignal): AsyncGenerator<VideoFrame> {
    try {
      for (let number = 0; number < this.#video.frames; number++) {
        signal.throwIfAborted();
        if (number === this.#video.breaksAt) {
          throw new FrameboxError("INVALID_ARGUMENT", "The video is damaged.");
        }
        this.decoded++;
        yield await Promise.resolve({ number, timestampMs: number * 40, raster: grey(number) });
      }
    } finally {
      this.decoderEnded = true;
    }
  }

  async write(options: VideoWriterOptions, signal: AbortSignal): Promise<VideoSink> {
    signal.throwIfAborted();
    this.writtenAs = options;
    this.sink = "open";
    const { path } = options;
    await Deno.writeFile(path, new Uint8Array(0));
    return {
      remark: this.#video.remark === undefined ? undefined : "There is no sound.",
      write: async (pixels, timestampMs) => {
        signal.throwIfAborted();
        if (this.written.length === this.#video.sinkBreaksAt) {
          throw new FrameboxError("INTERNAL", "The encoder ended.");
        }
        const { widthPx: width, heightPx: height, data } = pixels;
        const as = "matrix" in pixels ? pixels.matrix : pixels.channels;
        this.writtenKinds.add(as);
        this.written.push({ grey: data[0] ?? -1, width, height, timestampMs });
        await Deno.writeFile(path, new Uint8Array(FRAME_BYTES), { append: true });
      },
      finish: async (endMs) => {
        signal.throwIfAborted();
        this.writtenUntilMs = endMs;
        const aborted = Promise.withResolvers<never>();
        signal.addEventListener("abort", () => aborted.reject(signal.reason), { once: true });
        await Promise.race([this.finishing, aborted.promise]);
        this.sink = "finished";
      },
      abort: async () => {
        this.sink = "aborted";
        await Deno.remove(path).catch(() => {});
      },
    };
  }
}

/** What a test works with. */
export interface TestVideo extends TestHub {
  readonly longRuns: LongRuns;
  readonly tools: FakeTools;
  readonly videos: Videos;
  /** A file that was uploaded. */
  given(text?: string): Promise<{ path: string; byteLength: number; name: string }>;
  /** Starts the video. */
  start(): Promise<VideoRun>;
}

/** Runs a test with a video and takes everything down again. */
export async function withVideo(
  video: FakeVideo,
  test: (t: TestVideo) => Promise<void>,
  hubOptions: Partial<HubOptions> = {},
  giveUpMs = 900_000,
): Promise<void> {
  await withTestHub(async (testHub, { log, stop }) => {
    const { session, pool } = testHub;
    const longRuns = new LongRuns();
    const tools = new FakeTools(video);
    const registry = registryOf(BUILT_INS);
    const processors = {
      find(name: string) {
        const found = registry.find(name);
        return found && name === "workers" ? { ...found, kind: video.kind ?? found.kind } : found;
      },
      takes: () => video.planes !== undefined,
    };
    const videos = new Videos(
      { maxVideos: 2, giveUpMs },
      { tools, pool, log, processors },
      longRuns,
    );
    const given = async (text = "video") => {
      const path = `${session.directory}/upload`;
      await Deno.writeTextFile(path, text);
      session.takeSpace(text.length);
      return { path, byteLength: text.length, name: "some.mp4" };
    };
    const start = async () => await videos.start(session, await given(), "workers", stop.signal);
    try {
      await test({ ...testHub, longRuns, tools, videos, given, start });
    } finally {
      stop.abort();
      await longRuns.close();
    }
  }, hubOptions);
}

/** Pixels of one grey, as a video's frame has them. */
export function grey(value: number, widthPx = 4, heightPx = 3): Raster {
  return raster(value, widthPx, heightPx);
}

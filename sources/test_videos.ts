/** What the tests of videos share: files that are only numbers, a hub, and a worker that answers by hand. */
import { FrameboxError } from "../errors/mod.ts";
import {
  createHub,
  DEFAULT_HUB_OPTIONS,
  type Hub,
  type HubOptions,
  type Lease,
  type ResultContent,
  type Session,
} from "../hub/mod.ts";
import { Pool, type Raster } from "../image/mod.ts";
import { silentLogger } from "../log/mod.ts";
import type { VideoDecoder, VideoFrame, VideoInfo, VideoWriterOptions } from "../media/mod.ts";
import { Jobs } from "./job_list.ts";
import type { VideoJob } from "./video_job.ts";
import type { VideoSink, VideoTools } from "./video_tools.ts";
import { Videos } from "./videos.ts";

/** Bytes that each frame adds to the fake result. */
export const FRAME_BYTES = 10;

/** What the fake file holds, and what goes wrong with it. */
export interface FakeVideo {
  readonly frames: number;
  /** What the file says; the number of frames if left out. */
  readonly claimed?: number;
  readonly remark?: string;
  /** What the file says of its frames' size; what comes is 4×3. */
  readonly claimedSize?: { readonly width: number; readonly height: number };
  /** The decoder fails at that frame. */
  readonly breaksAt?: number;
  /** The encoder fails at that frame. */
  readonly sinkBreaksAt?: number;
}

/** Tools that read and write nothing but numbers. Frame n is grey n, shown at 40·n ms. */
export class FakeTools implements VideoTools {
  /** Frames that were asked of the decoder. */
  decoded = 0;
  /** Whether the decoder was let go. */
  decoderEnded = false;
  /** What was written. */
  readonly written: { grey: number; width: number; height: number; timestampMs: number }[] = [];
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
      height: this.#video.claimedSize?.height ?? 3,
      rotation: 0,
      rate: { num: 25, den: 1 },
      variableRate: false,
      durationMs: claimed * 40,
      frames: claimed,
      codec: "fake",
      audioCodec: undefined,
      streamIndex: 0,
      timeBase: { num: 1, den: 1000 },
      assumedMatrix: undefined,
    };
  }

  decode(_path: string, _info: VideoInfo, signal: AbortSignal): VideoDecoder {
    const { remark } = this.#video;
    return { remark, [Symbol.asyncIterator]: () => this.#frames(signal) };
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
      write: async (raster, timestampMs) => {
        signal.throwIfAborted();
        if (this.written.length === this.#video.sinkBreaksAt) {
          throw new FrameboxError("INTERNAL", "The encoder ended.");
        }
        const { widthPx: width, heightPx: height, data } = raster;
        this.written.push({ grey: data[0] ?? -1, width, height, timestampMs });
        await Deno.writeFile(path, new Uint8Array(FRAME_BYTES), { append: true });
      },
      finish: async () => {
        signal.throwIfAborted();
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
export interface TestVideo {
  readonly hub: Hub;
  readonly session: Session;
  readonly jobs: Jobs;
  readonly tools: FakeTools;
  readonly videos: Videos;
  /** A file that was uploaded. */
  given(text?: string): Promise<{ path: string; byteLength: number; name: string }>;
  /** Starts the video. */
  start(): Promise<VideoJob>;
  /** The worker's next frame. */
  take(): Promise<Lease>;
  /** Takes so many frames one after the other and answers each. */
  answer(count: number, content?: (lease: Lease) => ResultContent | FrameboxError): Promise<void>;
}

/** Runs a test with a video and takes everything down again. */
export async function withVideo(
  video: FakeVideo,
  test: (t: TestVideo) => Promise<void>,
  hubOptions: Partial<HubOptions> = {},
  giveUpMs = 900_000,
): Promise<void> {
  const dataDir = await Deno.makeTempDir({ prefix: "videos-test-" });
  const log = silentLogger();
  const hub = await createHub({ ...DEFAULT_HUB_OPTIONS, dataDir, ...hubOptions }, log);
  const pool = new Pool({ size: 1, entry: new URL("../pool_worker.ts", import.meta.url) });
  const stop = new AbortController();
  const worker = hub.connect({
    processors: ["workers"],
    kind: "worker",
    name: "worker",
    sticky: false,
  });
  const jobs = new Jobs();
  const tools = new FakeTools(video);
  const videos = new Videos({ maxVideos: 2, giveUpMs }, { tools, pool, log }, jobs);
  try {
    const session = await hub.openSession();
    const given = async (text = "video") => {
      const path = `${session.directory}/upload`;
      await Deno.writeTextFile(path, text);
      session.takeSpace(text.length);
      return { path, byteLength: text.length, name: "some.mp4" };
    };
    const take = async () => {
      const lease = await worker.take(stop.signal);
      lease.delivered();
      return lease;
    };
    await test({
      hub,
      session,
      jobs,
      tools,
      videos,
      given,
      start: async () => await videos.start(session, await given(), "workers", stop.signal),
      take,
      async answer(count, content = () => ({})) {
        for (let i = 0; i < count; i++) {
          const lease = await take();
          const answer = content(lease);
          if (answer instanceof FrameboxError) lease.fail(answer, { again: false });
          else await lease.complete(answer);
        }
      },
    });
  } finally {
    stop.abort();
    await jobs.close();
    worker.close();
    await hub.close();
    await pool.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

/** Pixels of one grey, as a video's frame has them. */
export function grey(value: number, widthPx = 4, heightPx = 3): Raster {
  const data = new Uint8Array(widthPx * heightPx * 3).fill(value);
  return { widthPx, heightPx, channels: 3, layout: "interleaved", order: "RGB", data };
}

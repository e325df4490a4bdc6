/**
 * The frames of a video file, decoded by the browser, each once and in order: it is played, and held
 * while there is no room for more. Where the browser left a frame out, it is fetched by seeking.
 */
import { rateOf } from "./frame_rate.ts";
import { FrameStill } from "./frame_still.ts";
import { eventOf, firstShown, NotPlayable, showAt, unload } from "./media_events.ts";

/** Frames decoded and not yet asked for; more hold the video. */
const MAX_READY = 6;

/** Played to measure the rate. */
const MEASURED_FRAMES = 12;

export type SourceFrame = { number: number; timestampMs: number; picture: ImageBitmap };

export class FrameSource {
  #video: HTMLVideoElement;
  #url: string;
  /** Frames a second. */
  rate = 30;
  /** When the first frame is shown, in seconds: a file's clock may begin anywhere. */
  #first = 0;

  constructor(video: HTMLVideoElement, url: string) {
    this.#video = video;
    this.#url = url;
  }

  /** @throws {NotPlayable} */
  static async open(file: File, signal: AbortSignal): Promise<FrameSource> {
    const video = document.createElement("video");
    video.muted = true;
    video.playsInline = true;
    video.preload = "auto";
    const url = URL.createObjectURL(file);
    const source = new FrameSource(video, url);
    try {
      const first = firstShown(video, signal);
      // What has no picture at all fails by what comes next.
      first.catch(() => {});
      video.src = url;
      await eventOf(video, "loadeddata", signal);
      if (video.videoWidth === 0) throw new NotPlayable();
      source.#first = await first;
      await source.#measureRate(signal);
      return source;
    } catch (error) {
      source.close();
      signal.throwIfAborted();
      throw error instanceof NotPlayable ? error : new NotPlayable();
    }
  }

  get width(): number {
    return this.#video.videoWidth;
  }

  get height(): number {
    return this.#video.videoHeight;
  }

  /** An estimate; some files don't declare how long they are. */
  get frames(): number | undefined {
    const length = this.#video.duration - this.#first;
    return Number.isFinite(length) ? Math.round(length * this.rate) : undefined;
  }

  async *all(signal: AbortSignal): AsyncGenerator<SourceFrame> {
    const interval = 1 / this.rate;
    const first = this.#first;
    this.#video.pause();
    await showAt(this.#video, first + interval / 2, interval, signal);
    let number = 0;
    // The first frame is there already; playing shows the ones after it.
    yield { number: number++, timestampMs: 0, picture: await createImageBitmap(this.#video) };
    const played = this.#play(signal);
    try {
      for await (const { mediaTime, picture } of played) {
        const at = Math.round((mediaTime - first) / interval);
        // What was shown again, as after a pause, has been given already.
        if (at < number) {
          picture.close();
          continue;
        }
        for (; number < at; number++) {
          yield await this.#fetch(number, first + (number + 0.5) * interval, signal);
        }
        yield { number, timestampMs: number * interval * 1000, picture };
        number++;
      }
    } finally {
      await played.return(undefined);
    }
    // The browser may end without having shown the last frames.
    const end = this.#video.duration - first;
    for (; Number.isFinite(end) && (number + 0.5) * interval < end; number++) {
      yield await this.#fetch(number, first + (number + 0.5) * interval, signal);
    }
  }

  close(): void {
    this.#still?.close();
    unload(this.#video);
    URL.revokeObjectURL(this.#url);
  }

  /** Plays and gives each frame that is shown; holds the video while too many wait. */
  async *#play(signal: AbortSignal): AsyncGenerator<{ mediaTime: number; picture: ImageBitmap }> {
    const video = this.#video;
    const ready: Promise<{ mediaTime: number; picture: ImageBitmap }>[] = [];
    let wake = () => {};
    let stopped = false;
    let failed = false;
    const shown = (_now: number, { mediaTime }: VideoFrameCallbackMetadata) => {
      if (stopped) return;
      ready.push(createImageBitmap(video).then((picture) => ({ mediaTime, picture })));
      if (ready.length >= MAX_READY) video.pause();
      video.requestVideoFrameCallback(shown);
      wake();
    };
    const ended = () => wake();
    const broken = () => {
      failed = true;
      wake();
    };
    video.requestVideoFrameCallback(shown);
    video.addEventListener("ended", ended);
    video.addEventListener("error", broken);
    signal.addEventListener("abort", ended);
    try {
      for (;;) {
        signal.throwIfAborted();
        const next = ready.shift();
        if (next) {
          yield await next;
          continue;
        }
        if (video.ended || failed) return;
        const woken = new Promise((resolve) => wake = () => resolve(undefined));
        if (video.paused) await video.play();
        if (ready.length === 0 && !video.ended) await woken;
      }
    } finally {
      stopped = true;
      video.pause();
      video.removeEventListener("ended", ended);
      video.removeEventListener("error", broken);
      signal.removeEventListener("abort", ended);
      for (const rest of ready) rest.then(({ picture }) => picture.close(), () => {});
    }
  }

  /** One frame that playing left out. Playing resumes where it was. */
  async #fetch(number: number, seconds: number, signal: AbortSignal): Promise<SourceFrame> {
    this.#still ??= await FrameStill.open(this.#url, signal);
    const picture = await this.#still.at(seconds, 1 / this.rate, signal);
    return { number, timestampMs: (number / this.rate) * 1000, picture };
  }

  /** A second element, so that seeking doesn't disturb playing */
  #still: FrameStill | undefined;

  async #measureRate(signal: AbortSignal) {
    const video = this.#video;
    const times: number[] = [];
    const enough = new Promise((resolve) => {
      const shown = (_now: number, { mediaTime }: VideoFrameCallbackMetadata) => {
        times.push(mediaTime);
        if (times.length > MEASURED_FRAMES) resolve(undefined);
        else video.requestVideoFrameCallback(shown);
      };
      video.requestVideoFrameCallback(shown);
    });
    await video.play();
    await Promise.race([enough, eventOf(video, "ended", signal)]);
    video.pause();
    this.rate = rateOf(times);
  }
}

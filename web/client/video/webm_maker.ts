/** Makes a WebM video of pictures in the browser, where the server has no ffmpeg. */
import { WebmWriter } from "./webm.ts";

/** Codecs by preference; each browser with WebCodecs has one of them. */
const CODECS = [
  { codec: "vp09.00.40.08", codecId: "V_VP9" },
  { codec: "vp8", codecId: "V_VP8" },
] as const;

/** So that a seek has to decode few frames. */
const KEY_EVERY_MS = 2000;

/** Frames that may wait in the encoder before the next one does. */
const MAX_WAITING = 8;

/** Bits a pixel and frame: clear pictures, files of a sensible size. */
const BITS_PER_PIXEL = 0.15;

export class WebmMaker {
  width: number;
  height: number;
  #writer: WebmWriter;
  #encoder: VideoEncoder;
  #keyAt = -Infinity;
  #lastMs = 0;
  #intervalMs: number;
  #error: unknown;

  /** @param rate frames a second */
  constructor(config: VideoEncoderConfig, codecId: "V_VP8" | "V_VP9", rate: number) {
    const { width, height } = config;
    this.width = width;
    this.height = height;
    this.#intervalMs = 1000 / rate;
    const writer = this.#writer = new WebmWriter({ width, height, codecId });
    this.#encoder = new VideoEncoder({
      output: (chunk) => {
        const data = new Uint8Array(chunk.byteLength);
        chunk.copyTo(data);
        writer.add(data, chunk.timestamp / 1000, chunk.type === "key");
      },
      error: (error) => this.#error = error,
    });
    this.#encoder.configure(config);
  }

  /**
   * @param rate frames a second
   * @returns none where the browser can't encode
   */
  static async open(width: number, height: number, rate: number): Promise<WebmMaker | undefined> {
    if (!("VideoEncoder" in globalThis)) return undefined;
    for (const { codec, codecId } of CODECS) {
      const config: VideoEncoderConfig = {
        codec,
        width,
        height,
        framerate: rate,
        bitrate: Math.round(width * height * rate * BITS_PER_PIXEL),
        latencyMode: "realtime",
      };
      const { supported } = await VideoEncoder.isConfigSupported(config);
      if (supported) return new WebmMaker(config, codecId, rate);
    }
    return undefined;
  }

  /**
   * Adds a picture; one of another size is scaled to the video's. Waits while the encoder is behind.
   *
   * @param picture is closed here
   */
  async add(picture: ImageBitmap, timestampMs: number): Promise<void> {
    if (this.#error) throw this.#error;
    const scaled = picture.width === this.width && picture.height === this.height
      ? picture
      : await createImageBitmap(picture, {
        resizeWidth: this.width,
        resizeHeight: this.height,
        resizeQuality: "medium",
      });
    const frame = new VideoFrame(scaled, { timestamp: Math.round(timestampMs * 1000) });
    const keyFrame = timestampMs - this.#keyAt >= KEY_EVERY_MS;
    if (keyFrame) this.#keyAt = timestampMs;
    this.#lastMs = timestampMs;
    this.#encoder.encode(frame, { keyFrame });
    frame.close();
    scaled.close();
    if (scaled !== picture) picture.close();
    while (this.#encoder.encodeQueueSize > MAX_WAITING) {
      await new Promise((resolve) => {
        this.#encoder.addEventListener("dequeue", resolve, { once: true });
      });
    }
  }

  /** @returns the video */
  async finish(): Promise<Blob> {
    await this.#encoder.flush();
    this.#encoder.close();
    if (this.#error) throw this.#error;
    return this.#writer.finish(this.#lastMs + this.#intervalMs);
  }

  /** Makes nothing any more. */
  close(): void {
    if (this.#encoder.state !== "closed") this.#encoder.close();
  }
}

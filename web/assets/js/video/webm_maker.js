/** Makes a WebM video of pictures in the browser, where the server has no ffmpeg. */
import { WebmWriter } from "./webm.js";

/** Codecs by preference; each browser with WebCodecs has one of them. */
const CODECS = /** @type {const} */ ([
  { codec: "vp09.00.40.08", codecId: "V_VP9" },
  { codec: "vp8", codecId: "V_VP8" },
]);

/** So that a seek has to decode few frames. */
const KEY_EVERY_MS = 2000;

/** Frames that may wait in the encoder before the next one does. */
const MAX_WAITING = 8;

/** Bits a pixel and frame: clear pictures, files of a sensible size. */
const BITS_PER_PIXEL = 0.15;

export class WebmMaker {
  /** @type {WebmWriter} */
  #writer;
  /** @type {VideoEncoder} */
  #encoder;
  #keyAt = -Infinity;
  #lastMs = 0;
  #intervalMs;
  /** @type {unknown} */
  #error;

  /**
   * @param {VideoEncoderConfig} config
   * @param {"V_VP8" | "V_VP9"} codecId
   * @param {number} rate frames a second
   */
  constructor(config, codecId, rate) {
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
   * @param {number} width
   * @param {number} height
   * @param {number} rate frames a second
   * @returns {Promise<WebmMaker | undefined>} none where the browser can't encode
   */
  static async open(width, height, rate) {
    if (!("VideoEncoder" in globalThis)) return undefined;
    for (const { codec, codecId } of CODECS) {
      const config = /** @type {VideoEncoderConfig} */ ({
        codec,
        width,
        height,
        framerate: rate,
        bitrate: Math.round(width * height * rate * BITS_PER_PIXEL),
        latencyMode: "realtime",
      });
      const { supported } = await VideoEncoder.isConfigSupported(config);
      if (supported) return new WebmMaker(config, codecId, rate);
    }
    return undefined;
  }

  /**
   * Adds a picture; one of another size is scaled to the video's. Waits while the encoder is behind.
   * @param {ImageBitmap} picture is closed here
   * @param {number} timestampMs
   */
  async add(picture, timestampMs) {
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

  /** @returns {Promise<Blob>} the video */
  async finish() {
    await this.#encoder.flush();
    this.#encoder.close();
    if (this.#error) throw this.#error;
    return this.#writer.finish(this.#lastMs + this.#intervalMs);
  }

  /** Makes nothing any more. */
  close() {
    if (this.#encoder.state !== "closed") this.#encoder.close();
  }
}

/** Frames of a video element, as JPEG, as fast as they may be sent and no faster. */
import { JpegEncoder } from "../pictures/jpeg_encoder.ts";

export class CameraSource {
  video: HTMLVideoElement;
  sink: { maySend: () => boolean; send: (jpeg: ArrayBuffer, seenAt: number) => void };
  #encoder = new JpegEncoder();
  #encoding = false;
  /** When the newest frame that was not taken was seen; undefined: it was taken. */
  #missed: number | undefined;
  #handle = 0;

  constructor(
    video: HTMLVideoElement,
    sink: { maySend: () => boolean; send: (jpeg: ArrayBuffer, seenAt: number) => void },
  ) {
    this.video = video;
    this.sink = sink;
    this.#next();
  }

  /** There is room again: a frame that came too early goes now. */
  wake(): void {
    if (this.#missed !== undefined) this.#take(this.#missed);
  }

  close(): void {
    this.video.cancelVideoFrameCallback(this.#handle);
    this.#encoder.close();
  }

  #next() {
    this.#handle = this.video.requestVideoFrameCallback((now, { captureTime }) => {
      this.#next();
      this.#take(captureTime ?? now);
    });
  }

  async #take(seenAt: number) {
    if (this.#encoding || !this.sink.maySend()) {
      this.#missed = seenAt;
      return;
    }
    this.#missed = undefined;
    this.#encoding = true;
    try {
      this.sink.send(await this.#encoder.encode(this.video), seenAt);
    } finally {
      this.#encoding = false;
    }
    this.wake();
  }
}

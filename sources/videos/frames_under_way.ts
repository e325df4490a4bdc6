/**
 * The frames of a video between decoder and encoder.
 *
 * @module
 */
import { DEFAULT_IMAGE_LIMITS, Picture, planesBytes, planesFormat } from "../../media/image/mod.ts";
import type { PlanesFrame, VideoFrame, VideoInfo } from "../../media/video/mod.ts";
import { FrameBuffers } from "./frame_buffers.ts";
import { PauseGate } from "./pause_gate.ts";

/** Bytes of frames between decoder and encoder: large frames have a smaller window than the run's. */
const WINDOW_BYTES = 96 * 1024 ** 2;

/** A frame as the decoder gives it. */
export type DecodedFrame = VideoFrame | PlanesFrame;

/** A frame as it was decoded. */
export interface Original {
  readonly picture: Picture;
  readonly timestampMs: number;
  /** Memory that is used again. */
  readonly buffer: Uint8Array | undefined;
}

/** Those whose results are not in the output yet, by number: a bounded count. */
export class FramesUnderWay {
  readonly #originals = new Map<number, Original>();
  readonly #buffers = new FrameBuffers();
  /** Shut while as many frames are under way as may be. */
  readonly #window = new PauseGate();
  readonly #maxFrames: number;
  #isComplete = false;

  /** @param asPlanes whether the frames come as planes, else as RGB */
  constructor({ width: widthPx, height: heightPx }: VideoInfo, asPlanes: boolean) {
    const bytes = asPlanes ? planesBytes({ widthPx, heightPx }) : widthPx * heightPx * 3;
    this.#maxFrames = Math.max(2, Math.floor(WINDOW_BYTES / bytes));
  }

  /** Whether the last frame was pushed. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Whether all frames were pushed and have their results. */
  get isOver(): boolean {
    return this.#isComplete && this.#originals.size === 0;
  }

  /** No more frames come. */
  complete(): void {
    this.#isComplete = true;
  }

  /** Memory for a frame that is to be decoded as planes. */
  room(byteLength: number): Uint8Array {
    return this.#buffers.take(byteLength);
  }

  /** A frame that is to be pushed under this number. */
  add(number: number, decoded: DecodedFrame): Original {
    const original = asOriginal(decoded);
    this.#originals.set(number, original);
    if (this.#originals.size >= this.#maxFrames) this.#window.shut();
    return original;
  }

  /**
   * Resolves while another frame may come.
   *
   * @throws the signal's reason when it aborts
   */
  async mayAdd(signal: AbortSignal): Promise<void> {
    await this.#window.pass(signal);
  }

  /** The frame of this number, which has its result. */
  take(number: number): Original | undefined {
    const original = this.#originals.get(number);
    this.#originals.delete(number);
    if (this.#originals.size < this.#maxFrames) this.#window.open();
    return original;
  }

  /** A frame that was taken is not read any more: its memory is free. */
  release({ buffer }: Original): void {
    if (buffer) this.#buffers.give(buffer);
  }

  /** Lets go of all frames and memory. */
  clear(): void {
    this.#originals.clear();
    this.#buffers.clear();
  }
}

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

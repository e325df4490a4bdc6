/** Events of {@linkcode ShownTime}. */
import { Emitter } from "../base/emitter.ts";

export interface ShownTimeEvents {
  /** The first frame's time is known. */
  known: void;
}

/**
 * Which time of its own clock a video element shows, and at which that clock's first frame stands.
 *
 * A file's clock may begin anywhere, and its pictures later than its sound; browsers differ in what they
 * make of it. So the first frame that an element shows is asked for its time: all others are counted from
 * it. Browsers that can't be asked are taken to begin as the server does.
 */
export class ShownTime extends Emitter<ShownTimeEvents> {
  video: HTMLVideoElement;
  /** Seconds, of the first frame */
  #first: number | undefined;
  #fallback = 0;
  /** Seconds, of the frame that is shown */
  #shown: number | undefined;
  /** Counts opened files: callbacks of earlier ones are ignored. */
  #opened = 0;

  constructor(video: HTMLVideoElement) {
    super();
    this.video = video;
  }

  /**
   * A file is about to be loaded. Nothing may be sought in it until its first frame's time is known.
   *
   * @param first seconds, as the server counts: for browsers that don't report it
   */
  open(first: number): void {
    this.#first = undefined;
    this.#shown = undefined;
    this.#fallback = first;
    const opened = ++this.#opened;
    if (!("requestVideoFrameCallback" in this.video)) return;
    const shown = (_now: number, { mediaTime }: VideoFrameCallbackMetadata) => {
      if (opened !== this.#opened) return;
      this.#shown = mediaTime;
      this.video.requestVideoFrameCallback(shown);
      if (this.#first !== undefined) return;
      this.#first = mediaTime;
      this.emit("known");
    };
    this.video.requestVideoFrameCallback(shown);
  }

  /** The file is there no more; what the element shows next is none of this one's business. */
  close(): void {
    this.#opened++;
    this.#first = undefined;
    this.#shown = undefined;
  }

  /** Whether there is nothing to wait for. */
  get isKnown(): boolean {
    return this.#first !== undefined || !("requestVideoFrameCallback" in this.video);
  }

  /** Seconds on the element's clock. */
  get first(): number {
    return this.#first ?? this.#fallback;
  }

  /** Seconds on the element's clock: of the frame that is shown, as far as the browser reports it. */
  get now(): number {
    return this.#shown ?? this.video.currentTime;
  }
}

/**
 * The original and the result beside each other, in step: one play button, one seek bar, and single
 * frames forwards and backwards. The result leads (it has the sound); the original follows. Each counts from
 * its own first frame: their clocks need not begin alike.
 */
import { Emitter } from "../base/emitter.ts";
import { FrameTimes } from "./frame_times.ts";
import { ShownTime } from "./shown_time.ts";

/** The original is put right when it is further away than this, in seconds. */
const MAX_DRIFT_S = 0.05;

/** How often a playing video emits its frame. */
const NOTIFY_INTERVAL_MS = 200;

/** How often the original is moved on while the run is under way. */
const GLANCE_MS = 500;

/** Original and result of a run that is done. */
export interface PlayedVideos {
  /** Address. */
  original: string;
  /** Address. */
  result: string;
  /** Frames a second. */
  rate: number;
  frames: number;
  /** Of each frame in ms, from the file's beginning. */
  timestamps: readonly number[] | undefined;
}

/** Events of {@linkcode PairPlayer}. */
export interface PairPlayerEvents {
  /** Another frame is shown; while playing a few times a second. */
  frame: void;
}

export class PairPlayer extends Emitter<PairPlayerEvents> {
  original: HTMLVideoElement;
  result: HTMLVideoElement;
  originalTime: ShownTime;
  resultTime: ShownTime;
  /** Frame that is shown. */
  frame = 0;
  #rate = 30;
  #times = new FrameTimes(30, 0);
  #emittedAt = 0;
  /** Whether both are there; before that the original may be, alone. */
  #isOpen = false;
  /** The original once more, over the result */
  #copy: HTMLVideoElement | undefined;

  constructor(original: HTMLVideoElement, result: HTMLVideoElement) {
    super();
    this.original = original;
    this.result = result;
    this.originalTime = new ShownTime(original);
    this.resultTime = new ShownTime(result);
    for (const time of [this.originalTime, this.resultTime]) {
      time.on("known", () => this.#seek());
    }
    original.addEventListener("loadstart", () => this.#isOpen || this.originalTime.open(0));
    result.addEventListener("play", () => this.#follow());
    result.addEventListener("pause", () => this.#paused());
    result.addEventListener("ended", () => this.#emitTime());
    result.addEventListener("ratechange", () => {
      for (const follower of this.#followers) follower.playbackRate = result.playbackRate;
    });
  }

  /**
   * The original once more, to lie over the result.
   *
   * @param inStep it follows
   */
  copy(inStep: boolean): HTMLVideoElement {
    const copy = document.createElement("video");
    copy.src = this.original.src;
    copy.muted = true;
    copy.playsInline = true;
    copy.className = "picture";
    if (inStep) this.also(copy);
    return copy;
  }

  /** One more that follows, for as long as it is in the page. */
  also(copy: HTMLVideoElement): void {
    this.#copy = copy;
    copy.addEventListener("loadedmetadata", () => {
      copy.playbackRate = this.result.playbackRate;
      if (!this.isPlaying) return this.#seekFollowers(this.#times.within(this.frame));
      copy.play().catch(() => {});
      this.#align();
    });
  }

  get #followers() {
    if (!this.#copy?.isConnected) this.#copy = undefined;
    return this.#copy ? [this.original, this.#copy] : [this.original];
  }

  open(
    { original, result, rate, frames, timestamps }: PlayedVideos,
  ): void {
    this.#rate = rate;
    this.#times = new FrameTimes(rate, frames, timestamps);
    this.frame = 0;
    this.#isOpen = true;
    this.#wanted = false;
    // On the server's clock the file begins at 0, its pictures perhaps later.
    const first = (timestamps?.[0] ?? 0) / 1000;
    this.originalTime.open(first);
    this.resultTime.open(first);
    this.original.muted = true;
    this.original.src = original;
    this.result.src = result;
  }

  /**
   * Until there is a result to play: the original's rate.
   *
   * @param rate frames a second
   */
  expect(rate: number): void {
    this.#rate = rate || 30;
  }

  /** Shows the original at a frame that is under way, now and then. */
  glance(frame: number): void {
    const now = performance.now();
    if (now - this.#emittedAt < GLANCE_MS || this.original.readyState === 0) return;
    if (this.original.seeking || this.original.hidden) return;
    this.#emittedAt = now;
    if (!this.originalTime.isKnown) return;
    this.original.currentTime = this.originalTime.first + (frame + 0.5) / this.#rate;
  }

  close(): void {
    this.#isOpen = false;
    this.#wanted = false;
    this.originalTime.close();
    this.resultTime.close();
    for (const video of [this.original, this.result]) {
      video.pause();
      video.removeAttribute("src");
      video.load();
    }
  }

  get frames(): number {
    return this.#times.frames;
  }

  get isPlaying(): boolean {
    return !this.result.paused && !this.result.ended;
  }

  toggle(): void {
    if (this.isPlaying) this.result.pause();
    else this.result.play().catch(() => {});
  }

  /** @param frames forwards, or backwards when negative */
  step(frames: number): void {
    this.show(this.frame + frames);
  }

  /** Stops and shows one frame. */
  show(frame: number): void {
    this.result.pause();
    this.frame = Math.min(Math.max(0, frame), Math.max(0, this.frames - 1));
    this.#wanted = true;
    this.#seek();
    this.#dispatch();
  }

  /** When a frame is shown, in seconds from the first. */
  timeOf(frame: number): number {
    return this.#times.of(frame);
  }

  /** A frame is to be shown, and not only what playing came to. */
  #wanted = false;

  /** Has both show the frame, as soon as it is known where in them that is. */
  #seek() {
    if (!this.#wanted) return;
    const seconds = this.#times.within(this.frame);
    if (this.resultTime.isKnown) this.result.currentTime = this.resultTime.first + seconds;
    this.#seekFollowers(seconds);
  }

  /** @param seconds since the first frame */
  #seekFollowers(seconds: number) {
    if (!this.originalTime.isKnown) return;
    for (const follower of this.#followers) {
      follower.currentTime = this.originalTime.first + seconds;
    }
  }

  /** What stands still shows one frame, the same on both sides. */
  #paused() {
    for (const follower of this.#followers) follower.pause();
    if (this.#wanted) return;
    this.#emitTime();
    this.#seekFollowers(this.#times.within(this.frame));
  }

  #follow() {
    this.#wanted = false;
    this.#align();
    for (const follower of this.#followers) follower.play().catch(() => {});
    const tick = () => {
      if (!this.isPlaying) return;
      this.#align();
      if (performance.now() - this.#emittedAt >= NOTIFY_INTERVAL_MS) this.#emitTime();
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  #align() {
    if (!this.originalTime.isKnown) return;
    const wanted = this.result.currentTime - this.resultTime.first + this.originalTime.first;
    for (const follower of this.#followers) {
      if (follower.readyState === 0 || follower.seeking) continue;
      if (Math.abs(follower.currentTime - wanted) > MAX_DRIFT_S) follower.currentTime = wanted;
    }
  }

  #emitTime() {
    this.frame = this.#times.at(this.resultTime.now - this.resultTime.first);
    this.#dispatch();
  }

  #dispatch() {
    this.#emittedAt = performance.now();
    this.emit("frame");
  }
}

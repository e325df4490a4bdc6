/**
 * The original and the result beside each other, in step: one play button, one seek bar, and single
 * frames forwards and backwards. The result leads (it has the sound); the original follows. Each counts from
 * its own first frame: their clocks need not begin alike.
 *
 * Event: `frame` (detail: the number of the frame that is shown; while playing a few times a second).
 */
import { FrameTimes } from "./frame_times.js";
import { ShownTime } from "./shown_time.js";

/** The original is put right when it is further away than this, in seconds. */
const MAX_DRIFT_S = 0.05;

/** How often a playing video emits its frame. */
const NOTIFY_INTERVAL_MS = 200;

/** How often the original is moved on while the run is under way. */
const GLANCE_MS = 500;

export class PairPlayer extends EventTarget {
  /** Frame that is shown. */
  frame = 0;
  #rate = 30;
  #times = new FrameTimes(30, 0);
  #emittedAt = 0;
  /** Whether both are there; before that the original may be, alone. */
  #isOpen = false;
  /** @type {HTMLVideoElement | undefined} the original once more, over the result */
  #copy;

  /**
   * @param {HTMLVideoElement} original
   * @param {HTMLVideoElement} result
   */
  constructor(original, result) {
    super();
    this.original = original;
    this.result = result;
    this.originalTime = new ShownTime(original);
    this.resultTime = new ShownTime(result);
    for (const time of [this.originalTime, this.resultTime]) {
      time.addEventListener("known", () => this.#seek());
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
   * @param {boolean} inStep it follows
   */
  copy(inStep) {
    const copy = document.createElement("video");
    copy.src = this.original.src;
    copy.muted = true;
    copy.playsInline = true;
    copy.className = "picture";
    if (inStep) this.also(copy);
    return copy;
  }

  /**
   * One more that follows, for as long as it is in the page.
   * @param {HTMLVideoElement} copy
   */
  also(copy) {
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

  /**
   * @param {object} videos
   * @param {string} videos.original
   * @param {string} videos.result
   * @param {number} videos.rate frames a second
   * @param {number} videos.frames
   * @param {readonly number[] | undefined} videos.timestamps of each frame in ms, from the file's beginning
   */
  open({ original, result, rate, frames, timestamps }) {
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
   * @param {number} rate frames a second
   */
  expect(rate) {
    this.#rate = rate || 30;
  }

  /**
   * Shows the original at a frame that is under way, now and then.
   * @param {number} frame
   */
  glance(frame) {
    const now = performance.now();
    if (now - this.#emittedAt < GLANCE_MS || this.original.readyState === 0) return;
    if (this.original.seeking || this.original.hidden) return;
    this.#emittedAt = now;
    if (!this.originalTime.isKnown) return;
    this.original.currentTime = this.originalTime.first + (frame + 0.5) / this.#rate;
  }

  close() {
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

  get frames() {
    return this.#times.frames;
  }

  get isPlaying() {
    return !this.result.paused && !this.result.ended;
  }

  toggle() {
    if (this.isPlaying) this.result.pause();
    else this.result.play().catch(() => {});
  }

  /** @param {number} frames forwards, or backwards when negative */
  step(frames) {
    this.show(this.frame + frames);
  }

  /**
   * Stops and shows one frame.
   * @param {number} frame
   */
  show(frame) {
    this.result.pause();
    this.frame = Math.min(Math.max(0, frame), Math.max(0, this.frames - 1));
    this.#wanted = true;
    this.#seek();
    this.#dispatch();
  }

  /** When a frame is shown, in seconds from the first. @param {number} frame */
  timeOf(frame) {
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

  /** @param {number} seconds since the first frame */
  #seekFollowers(seconds) {
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
    this.dispatchEvent(new CustomEvent("frame", { detail: this.frame }));
  }
}

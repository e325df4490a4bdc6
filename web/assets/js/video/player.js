/**
 * The original and the result beside each other, in step: one play button, one seek bar, and single
 * frames forwards and backwards. The result leads (it has the sound); the original follows.
 *
 * Event: `frame` (detail: the number of the frame that is shown; while playing a few times a second).
 */

/** The original is put right when it is further away than this, in seconds. */
const MAX_DRIFT_S = 0.05;

/** How often a playing video tells its frame. */
const TELL_MS = 200;

/** How often the original is moved on while the run is under way. */
const GLANCE_MS = 500;

export class PairPlayer extends EventTarget {
  /** Frame that is shown. */
  frame = 0;
  #rate = 30;
  /** @type {readonly number[] | undefined} of each frame, in ms; none: the rate tells */
  #timestamps;
  #frames = 0;
  #toldAt = 0;
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
    result.addEventListener("play", () => this.#follow());
    result.addEventListener("pause", () => {
      for (const follower of this.#followers) follower.pause();
      this.#align();
    });
    result.addEventListener("seeked", () => this.#tell());
    result.addEventListener("ended", () => this.#tell());
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
      if (this.isPlaying) copy.play().catch(() => {});
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
   * @param {readonly number[] | undefined} videos.timestamps of each frame in ms, where they are uneven
   */
  open({ original, result, rate, frames, timestamps }) {
    this.#rate = rate;
    this.#frames = frames;
    this.#timestamps = timestamps;
    this.frame = 0;
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
    if (now - this.#toldAt < GLANCE_MS || this.original.readyState === 0) return;
    if (this.original.seeking || this.original.hidden) return;
    this.#toldAt = now;
    this.original.currentTime = (frame + 0.5) / this.#rate;
  }

  close() {
    for (const video of [this.original, this.result]) {
      video.pause();
      video.removeAttribute("src");
      video.load();
    }
  }

  get frames() {
    return this.#frames;
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
    this.frame = Math.min(Math.max(0, frame), Math.max(0, this.#frames - 1));
    const seconds = this.#middleOf(this.frame);
    this.result.currentTime = seconds;
    for (const follower of this.#followers) follower.currentTime = seconds;
    this.#dispatch();
  }

  /** @param {number} frame when it begins, in seconds */
  timeOf(frame) {
    return (this.#timestamps?.[frame] ?? (frame / this.#rate) * 1000) / 1000;
  }

  /**
   * Well within the frame: a time on its edge shows the one before in some browsers.
   * @param {number} frame
   */
  #middleOf(frame) {
    const start = this.timeOf(frame);
    const next = frame + 1 < this.#frames ? this.timeOf(frame + 1) : start + 1 / this.#rate;
    return (start + next) / 2;
  }

  /** @param {number} seconds */
  #frameAt(seconds) {
    const times = this.#timestamps;
    if (!times) {
      const frame = Math.floor(seconds * this.#rate + 1e-3);
      return Math.min(Math.max(0, frame), Math.max(0, this.#frames - 1));
    }
    let low = 0;
    let high = times.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((times[middle] ?? 0) / 1000 <= seconds + 1e-4) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #follow() {
    this.#align();
    for (const follower of this.#followers) follower.play().catch(() => {});
    const tick = () => {
      if (!this.isPlaying) return;
      this.#align();
      if (performance.now() - this.#toldAt >= TELL_MS) this.#tell();
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  #align() {
    const { currentTime } = this.result;
    for (const follower of this.#followers) {
      if (follower.readyState === 0 || follower.seeking) continue;
      if (Math.abs(follower.currentTime - currentTime) > MAX_DRIFT_S) {
        follower.currentTime = currentTime;
      }
    }
  }

  #tell() {
    this.frame = this.#frameAt(this.result.currentTime);
    this.#dispatch();
  }

  #dispatch() {
    this.#toldAt = performance.now();
    this.dispatchEvent(new CustomEvent("frame", { detail: this.frame }));
  }
}

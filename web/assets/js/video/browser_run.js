/**
 * A video run where the server has no ffmpeg: the browser decodes the file, sends its frames in order
 * over a connection of their own, and makes a WebM video of the results. It lasts as long as the
 * page does.
 *
 * Events: `state` (detail as the server's `progress` status), `result` (detail: `{message, picture}`),
 * `video` (detail: `{rate}` of the original), `connection` (detail: whether it is lost), `done` (detail: see `open` of PairPlayer), `failed`
 * (detail: `notPlayable`, `sessionEnded`, or a sentence).
 */
import { JpegEncoder } from "../jpeg_encoder.js";
import { FrameSource, NotPlayable } from "./frame_source.js";
import { LosslessSocket } from "./lossless_socket.js";
import { WebmMaker } from "./webm_maker.js";

/** The rate is that of this many last results. */
const RATE_OVER = 30;

export class BrowserRun extends EventTarget {
  /** @type {"running" | "paused" | "finishing" | "done" | "failed" | "cancelled"} */
  phase = "running";
  /** Who does it; unknown until the server sends it. @type {string | undefined} */
  processor;
  #done = 0;
  #failed = 0;
  /** @type {number | undefined} */
  #total;
  #rate = 30;
  #stop = new AbortController();
  /** @type {LosslessSocket | undefined} */
  #socket;
  /** @type {WebmMaker | undefined} */
  #maker;
  #mayMake = true;
  #encoder = new JpegEncoder();
  /** Results are used one after the other. @type {Promise<unknown>} */
  #used = Promise.resolve();
  /** @type {number[]} when the last results were used */
  #times = [];
  #wake = () => {};
  /** Of the videos that it made. @type {string[]} */
  #urls = [];

  /**
   * @param {string} session
   * @param {File} file
   * @param {string} processor empty: any that is there
   */
  constructor(session, file, processor) {
    super();
    this.file = file;
    this.#run(session, processor).catch((error) => this.#fail(error));
  }

  get run() {
    return this.#socket?.run;
  }

  /** Has another processor do what waits. @param {string} processor */
  choose(processor) {
    this.processor = processor;
    this.#socket?.choose(processor);
    this.#emit("processor", processor);
  }

  pause() {
    if (this.phase === "running") this.#enter("paused");
  }

  resume() {
    if (this.phase !== "paused") return;
    this.#enter("running");
    this.#wake();
  }

  cancel() {
    if (this.#isOver) return;
    this.#socket?.cancel();
    this.#close();
    this.#enter("cancelled");
  }

  /** Ends it and lets go of its videos. */
  remove() {
    this.cancel();
    for (const url of this.#urls) URL.revokeObjectURL(url);
  }

  get #isOver() {
    return ["done", "failed", "cancelled"].includes(this.phase);
  }

  /**
   * @param {string} session
   * @param {string} processor
   */
  async #run(session, processor) {
    const { signal } = this.#stop;
    const source = await FrameSource.open(this.file, signal);
    try {
      this.#rate = source.rate;
      this.#total = source.frames;
      this.#emit("video", { rate: source.rate });
      const ended = this.#connect(session, processor);
      // The source may report the end first.
      ended.catch(() => {});
      this.#emitState();
      let number = 0;
      for await (const { picture } of source.all(signal)) {
        const { width, height } = picture;
        const jpeg = await this.#encoder.encodePicture(picture, width, height);
        await this.#socket?.send(new Blob([jpeg], { type: "image/jpeg" }), signal);
        number++;
        await this.#whilePaused();
      }
      this.#total = number;
      if (number === 0) throw new NotPlayable();
      this.#socket?.finish();
      await ended;
      await this.#used;
      await this.#complete(number);
    } finally {
      source.close();
    }
  }

  /**
   * @param {string} session
   * @param {string} processor
   * @returns {Promise<void>} resolves when all results have come
   */
  #connect(session, processor) {
    const socket = new LosslessSocket(session, processor);
    this.#socket = socket;
    socket.addEventListener("lost", () => this.#emit("connection", true));
    socket.addEventListener("back", () => this.#emit("connection", false));
    socket.addEventListener("result", (event) => {
      const { message, picture } = /** @type {CustomEvent} */ (event).detail;
      this.#use(message, picture, () => {
        this.#done++;
        socket.used();
        this.#emit("result", { message, picture });
      });
    });
    socket.addEventListener("error", (event) => {
      const { message, picture } = /** @type {CustomEvent} */ (event).detail;
      this.#use(message, picture, () => this.#failed++);
    });
    socket.addEventListener("status", (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      if (detail.run === socket.run && detail.processor) this.processor = detail.processor;
      this.#emit("status", detail);
    });
    return new Promise((resolve, reject) => {
      socket.addEventListener("ended", () => resolve());
      socket.addEventListener("gone", () => reject(new Error("ended")));
      this.#stop.signal.addEventListener("abort", () => reject(this.#stop.signal.reason));
    });
  }

  /**
   * Puts a result into the video.
   * @param {{frame: number, scale?: import("../../../wire/mod.ts").ScaleJson | null}} message
   * @param {Blob | undefined} picture
   * @param {() => void} count
   */
  #use(message, picture, count) {
    this.#used = this.#used.then(async () => {
      if (this.#isOver) return;
      if (picture && this.#mayMake) await this.#add(message, picture);
      count();
      this.#times = [...this.#times, performance.now()].slice(-RATE_OVER);
      this.#emitState();
    }).catch((error) => this.#fail(error));
  }

  /**
   * The first picture's size is that of the video. Of a frame that was made smaller for its worker the
   * frame's own size counts: later ones may come in full.
   * @param {{frame: number, scale?: import("../../../wire/mod.ts").ScaleJson | null}} message
   * @param {Blob} picture
   */
  async #add({ frame, scale }, picture) {
    const bitmap = await createImageBitmap(picture);
    const isSmaller = scale && bitmap.width === scale.width && bitmap.height === scale.height;
    const width = isSmaller ? scale.source_width : bitmap.width;
    const height = isSmaller ? scale.source_height : bitmap.height;
    this.#maker ??= await WebmMaker.open(width, height, this.#rate);
    if (this.#maker) return await this.#maker.add(bitmap, (frame / this.#rate) * 1000);
    bitmap.close();
    this.#mayMake = false;
  }

  /** @param {number} frames */
  async #complete(frames) {
    this.#enter("finishing");
    const video = await this.#maker?.finish();
    this.#close();
    this.#enter("done");
    this.#emit("done", {
      original: this.#urlOf(this.file),
      result: video && this.#urlOf(video),
      bytes: video?.size,
      rate: this.#rate,
      frames,
      timestamps: undefined,
    });
  }

  /** @param {Blob} video */
  #urlOf(video) {
    const url = URL.createObjectURL(video);
    this.#urls.push(url);
    return url;
  }

  async #whilePaused() {
    while (this.phase === "paused") {
      await new Promise((resolve) => {
        this.#wake = () => resolve(undefined);
        this.#stop.signal.addEventListener("abort", resolve, { once: true });
      });
      this.#stop.signal.throwIfAborted();
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    if (this.#isOver) return;
    this.#socket?.cancel();
    this.#close();
    this.#enter("failed");
    const isKnown = error instanceof NotPlayable;
    const ended = error instanceof Error && error.message === "ended";
    this.#emit(
      "failed",
      isKnown ? "notPlayable" : ended ? "sessionEnded" : { text: String(error), isEnglish: true },
    );
  }

  #close() {
    this.#stop.abort();
    this.#encoder.close();
    this.#maker?.close();
    this.#socket?.close();
    this.#wake();
  }

  /** @param {BrowserRun["phase"]} phase */
  #enter(phase) {
    this.phase = phase;
    this.#emitState();
  }

  #emitState() {
    const done = this.#done + this.#failed;
    const first = this.#times[0] ?? 0;
    const seconds = ((this.#times.at(-1) ?? 0) - first) / 1000;
    const fps = seconds > 0 ? (this.#times.length - 1) / seconds : null;
    const left = this.#total === undefined ? undefined : Math.max(0, this.#total - done);
    this.#emit("state", {
      phase: this.phase,
      done: this.#done,
      failed: this.#failed,
      total: this.#total ?? null,
      fps,
      remaining_ms: fps && left !== undefined ? (left / fps) * 1000 : null,
    });
  }

  /**
   * @param {string} name
   * @param {any} detail
   */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

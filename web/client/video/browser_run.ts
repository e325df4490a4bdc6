/**
 * A video run where the server has no ffmpeg: the browser decodes the file, sends its frames in order
 * over a connection of their own, and makes a WebM video of the results. It lasts as long as the
 * page does.
 */
import type { VideoRunEvents } from "./run_events.ts";
import { Emitter } from "../base/emitter.ts";
import { foreign } from "../base/sentence.ts";
import type { ScaleJson } from "../../wire/mod.ts";
import { JpegEncoder } from "../pictures/jpeg_encoder.ts";
import { FrameSource } from "./frame_source.ts";
import { NotPlayable } from "./media_events.ts";
import { LosslessSocket } from "./lossless_socket.ts";
import { WebmMaker } from "./webm_maker.ts";

/** The rate is that of this many last results. */
const RATE_OVER = 30;

export class BrowserRun extends Emitter<VideoRunEvents> {
  file: File;
  phase: "running" | "paused" | "finishing" | "done" | "failed" | "cancelled" = "running";
  /** Who does it; unknown until the server sends it. */
  processor: string | undefined;
  #done = 0;
  #failed = 0;
  #total: number | undefined;
  #rate = 30;
  #stop = new AbortController();
  #socket: LosslessSocket | undefined;
  #maker: WebmMaker | undefined;
  #mayMake = true;
  #encoder = new JpegEncoder();
  /** Results are used one after the other. */
  #used: Promise<unknown> = Promise.resolve();
  /** When the last results were used */
  #times: number[] = [];
  #wake = () => {};
  /** Of the videos that it made. */
  #urls: string[] = [];

  /** @param processor empty: any that is there */
  constructor(session: string, file: File, processor: string) {
    super();
    this.file = file;
    this.#run(session, processor).catch((error) => this.#fail(error));
  }

  get run(): string | undefined {
    return this.#socket?.run;
  }

  /** Has another processor do what waits. */
  choose(processor: string): void {
    this.processor = processor;
    this.#socket?.choose(processor);
    this.emit("processor", processor);
  }

  pause(): void {
    if (this.phase === "running") this.#enter("paused");
  }

  resume(): void {
    if (this.phase !== "paused") return;
    this.#enter("running");
    this.#wake();
  }

  cancel(): void {
    if (this.#isOver) return;
    this.#socket?.cancel();
    this.#close();
    this.#enter("cancelled");
  }

  /** Ends it and lets go of its videos. */
  remove(): void {
    this.cancel();
    for (const url of this.#urls) URL.revokeObjectURL(url);
  }

  get #isOver() {
    return ["done", "failed", "cancelled"].includes(this.phase);
  }

  async #run(session: string, processor: string) {
    const { signal } = this.#stop;
    const source = await FrameSource.open(this.file, signal);
    try {
      this.#rate = source.rate;
      this.#total = source.frames;
      this.emit("video", { rate: source.rate });
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

  /** @returns resolves when all results have come */
  #connect(session: string, processor: string): Promise<void> {
    const socket = new LosslessSocket(session, processor);
    this.#socket = socket;
    socket.on("lost", () => this.emit("connection", true));
    socket.on("back", () => this.emit("connection", false));
    socket.on("result", ({ message, picture }) => {
      this.#use(message, picture, () => {
        this.#done++;
        socket.used();
        this.emit("result", { message, picture });
      });
    });
    socket.on("error", ({ frame, picture }) => this.#use({ frame }, picture, () => this.#failed++));
    socket.on("status", (message) => {
      const isAbout = message.event === "started" || message.event === "processor";
      if (isAbout && message.run === socket.run) this.processor = message.processor;
      this.emit("status", message);
    });
    return new Promise((resolve, reject) => {
      socket.on("ended", () => resolve());
      socket.on("gone", () => reject(new Error("ended")));
      this.#stop.signal.addEventListener("abort", () => reject(this.#stop.signal.reason));
    });
  }

  /** Puts a result into the video. */
  #use(
    message: { frame: number; scale?: ScaleJson | null },
    picture: Blob | undefined,
    count: () => void,
  ) {
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
   */
  async #add({ frame, scale }: { frame: number; scale?: ScaleJson | null }, picture: Blob) {
    const bitmap = await createImageBitmap(picture);
    const isSmaller = scale && bitmap.width === scale.width && bitmap.height === scale.height;
    const width = isSmaller ? scale.source_width : bitmap.width;
    const height = isSmaller ? scale.source_height : bitmap.height;
    this.#maker ??= await WebmMaker.open(width, height, this.#rate);
    if (this.#maker) return await this.#maker.add(bitmap, (frame / this.#rate) * 1000);
    bitmap.close();
    this.#mayMake = false;
  }

  async #complete(frames: number) {
    this.#enter("finishing");
    const video = await this.#maker?.finish();
    this.#close();
    this.#enter("done");
    this.emit("done", {
      original: this.#urlOf(this.file),
      result: video && this.#urlOf(video),
      rate: this.#rate,
      frames,
      timestamps: undefined,
    });
  }

  #urlOf(video: Blob) {
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

  #fail(error: unknown) {
    if (this.#isOver) return;
    this.#socket?.cancel();
    this.#close();
    this.#enter("failed");
    const isKnown = error instanceof NotPlayable;
    const ended = error instanceof Error && error.message === "ended";
    this.emit(
      "failed",
      isKnown ? "notPlayable" : ended ? "sessionEnded" : foreign(String(error)),
    );
  }

  #close() {
    this.#stop.abort();
    this.#encoder.close();
    this.#maker?.close();
    this.#socket?.close();
    this.#wake();
  }

  #enter(phase: BrowserRun["phase"]) {
    this.phase = phase;
    this.#emitState();
  }

  #emitState() {
    const done = this.#done + this.#failed;
    const first = this.#times[0] ?? 0;
    const seconds = ((this.#times.at(-1) ?? 0) - first) / 1000;
    const fps = seconds > 0 ? (this.#times.length - 1) / seconds : null;
    const left = this.#total === undefined ? undefined : Math.max(0, this.#total - done);
    this.emit("state", {
      phase: this.phase,
      done: this.#done,
      failed: this.#failed,
      total: this.#total ?? null,
      fps,
      remaining_ms: fps && left !== undefined ? (left / fps) * 1000 : null,
    });
  }
}

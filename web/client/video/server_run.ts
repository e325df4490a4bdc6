/**
 * A video run of the server: it runs whatever this page does, and this follows it.
 */
import type { VideoRunEvents } from "./run_events.ts";
import { Emitter } from "../base/emitter.ts";
import type { LiveSocket } from "../live/socket.ts";
import type { LongRunJson, RunJson, StatusMessage, VideoJson } from "../../wire/mod.ts";
import { type Sentence, sentenceOf } from "../base/sentence.ts";
import { errorSentence } from "../server/server_text.ts";
import { sentenceIn } from "../server/answer_error.ts";
import { isRun, isTimestamps } from "../server/api_shapes.ts";
import { readAnswer } from "../server/read_answer.ts";
import { serverUrl } from "../base/url.ts";

export class ServerRun extends Emitter<VideoRunEvents> {
  socket: LiveSocket;
  run: string;
  address: string;
  phase: LongRunJson["phase"] = "running";
  /** Who does it. */
  processor: string | undefined;
  #isOver = false;
  #listening = new AbortController();

  constructor(socket: LiveSocket, session: string, run: string) {
    super();
    this.socket = socket;
    this.run = run;
    this.address = serverUrl(`/api/v1/sessions/${session}/runs/${run}`);
    const { signal } = this.#listening;
    socket.on("open", () => this.#watch(), { signal });
    socket.on("lost", () => this.emit("connection", true), { signal });
    socket.on("session-ended", () => this.#fail("sessionEnded"), { signal });
    socket.on("status", (detail) => this.#onStatus(detail), { signal });
    socket.on("result", (detail) => {
      if (detail.message.run === run) this.emit("result", detail);
    }, { signal });
    socket.watched.add(run);
    if (socket.isOpen) this.#watch();
  }

  pause(): void {
    this.#control("pause");
  }

  resume(): void {
    this.#control("resume");
  }

  cancel(): void {
    this.#control("cancel");
  }

  /** Has another processor do what waits. */
  async choose(processor: string): Promise<void> {
    await fetch(`${this.address}/processor`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ processor }),
    }).catch(() => {});
    await this.#look();
  }

  /** Ends it and removes its files, which are not needed again. The answer is not awaited. */
  remove(): void {
    this.leave();
    fetch(this.address, { method: "DELETE" }).catch(() => {});
  }

  /** Follows it no more; it keeps running. */
  leave(): void {
    this.#isOver = true;
    this.#listening.abort();
    this.socket.unwatch(this.run);
  }

  /** A result was drawn: one more may come. */
  used(): void {
    this.socket.sendJson({ type: "credit", frames: 1 });
  }

  #watch() {
    this.emit("connection", false);
    this.socket.sendJson({ type: "watch", run: this.run });
    this.#look();
  }

  /** Fetches its state: a status that was sent while no socket was open is not sent again. */
  async #look() {
    const response = await fetch(this.address, { cache: "no-store" }).catch(() => undefined);
    if (this.#isOver || !response) return;
    if (!response.ok) return this.#fail("sessionEnded");
    let state: RunJson;
    try {
      state = await readAnswer(response, isRun);
    } catch (error) {
      return this.#fail(sentenceOf(sentenceIn(error)));
    }
    if (this.#isOver) return;
    this.processor = state.processor;
    if (state.video) this.emit("video", state.video);
    this.emit("processor", state.processor);
    if (state.job) this.#applyState(state.job, state);
  }

  #onStatus(message: StatusMessage) {
    if (message.run !== this.run) return;
    if (message.event !== "progress") return this.emit("status", message);
    if (message.phase === "done" || message.phase === "failed") this.#look();
    else this.#applyState(message, undefined);
  }

  /** @param state the run with its files, where that was asked for */
  #applyState(job: LongRunJson, state: RunJson | undefined) {
    if (this.#isOver) return;
    this.phase = job.phase;
    this.emit("state", job);
    if (job.phase === "done" && state?.video) this.#done(state.video, job);
    else if (job.phase === "failed") {
      this.#fail(errorSentence(job.error ?? { code: "", message: "" }));
    } else if (job.phase === "cancelled") this.leave();
  }

  async #done(video: VideoJson, job: LongRunJson) {
    this.leave();
    const response = await fetch(video.timestamps_url).catch(() => undefined);
    const times = response?.ok
      ? await readAnswer(response, isTimestamps).catch(() => undefined)
      : undefined;
    this.emit("done", {
      original: video.original_url,
      result: video.result?.url,
      rate: video.rate || 30,
      frames: job.done + job.failed,
      timestamps: times?.timestamps_ms,
    });
  }

  #fail(reason: "sessionEnded" | Sentence) {
    if (this.#isOver) return;
    this.leave();
    this.phase = "failed";
    this.emit("failed", reason);
  }

  #control(what: string) {
    fetch(`${this.address}/${what}`, { method: "POST" }).catch(() => {});
  }
}

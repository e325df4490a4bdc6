/**
 * A video run of the server: it runs whatever this page does, and this follows it.
 *
 * Events: as BrowserRun's.
 */
import { errorSentence } from "../server_text.js";
import { serverUrl } from "../url.js";

export class ServerRun extends EventTarget {
  /** @type {string} */
  phase = "running";
  /** Who does it. @type {string | undefined} */
  processor;
  #isOver = false;
  #listening = new AbortController();

  /**
   * @param {import("../live_socket.js").LiveSocket} socket
   * @param {string} session
   * @param {string} run
   */
  constructor(socket, session, run) {
    super();
    this.socket = socket;
    this.run = run;
    this.address = serverUrl(`/api/v1/sessions/${session}/runs/${run}`);
    const { signal } = this.#listening;
    socket.addEventListener("open", () => this.#watch(), { signal });
    socket.addEventListener("lost", () => this.#emit("connection", true), { signal });
    socket.addEventListener("session-ended", () => this.#fail("sessionEnded"), { signal });
    socket.addEventListener("status", (event) => {
      this.#onStatus(/** @type {CustomEvent} */ (event).detail);
    }, { signal });
    socket.addEventListener("result", (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      if (detail.message.run === run) this.#emit("result", detail);
    }, { signal });
    socket.watched.add(run);
    if (socket.isOpen) this.#watch();
  }

  pause() {
    this.#control("pause");
  }

  resume() {
    this.#control("resume");
  }

  cancel() {
    this.#control("cancel");
  }

  /**
   * Has another processor do what waits.
   * @param {string} processor
   */
  async choose(processor) {
    await fetch(`${this.address}/processor`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ processor }),
    }).catch(() => {});
    await this.#look();
  }

  /** Ends it and removes its files, which are not needed again. The answer is not awaited. */
  remove() {
    this.leave();
    fetch(this.address, { method: "DELETE" }).catch(() => {});
  }

  /** Follows it no more; it keeps running. */
  leave() {
    this.#isOver = true;
    this.#listening.abort();
    this.socket.sendJson({ type: "unwatch", run: this.run });
  }

  /** A result was drawn: one more may come. */
  used() {
    this.socket.sendJson({ type: "credit", frames: 1 });
  }

  #watch() {
    this.#emit("connection", false);
    this.socket.sendJson({ type: "watch", run: this.run });
    this.#look();
  }

  /** Fetches its state: a status that was sent while no socket was open is not sent again. */
  async #look() {
    const response = await fetch(this.address, { cache: "no-store" }).catch(() => undefined);
    if (this.#isOver || !response) return;
    if (!response.ok) return this.#fail("sessionEnded");
    /** @type {import("../../../wire/mod.ts").RunJson} */
    const state = await response.json();
    if (this.#isOver) return;
    this.processor = state.processor;
    this.#emit("video", state.video);
    this.#emit("processor", state.processor);
    if (state.job) this.#applyState(state.job, state);
  }

  /** @param {import("../../../wire/mod.ts").StatusMessage} message */
  #onStatus(message) {
    if (message.run !== this.run) return;
    if (message.event !== "progress") return this.#emit("status", message);
    if (message.phase === "done" || message.phase === "failed") this.#look();
    else this.#applyState(message, undefined);
  }

  /**
   * @param {import("../../../wire/mod.ts").LongRunJson} job
   * @param {import("../../../wire/mod.ts").RunJson | undefined} state the run with its files, where that was asked for
   */
  #applyState(job, state) {
    if (this.#isOver) return;
    this.phase = job.phase;
    this.#emit("state", job);
    if (job.phase === "done" && state?.video) this.#done(state.video, job);
    else if (job.phase === "failed") {
      this.#fail(errorSentence(job.error ?? { code: "", message: "" }));
    } else if (job.phase === "cancelled") this.leave();
  }

  /**
   * @param {import("../../../wire/mod.ts").VideoJson} video
   * @param {import("../../../wire/mod.ts").LongRunJson} job
   */
  async #done(video, job) {
    this.leave();
    const response = await fetch(video.timestamps_url).catch(() => undefined);
    /** @type {import("../../../wire/mod.ts").TimestampsJson | undefined} */
    const times = response?.ok ? await response.json() : undefined;
    this.#emit("done", {
      original: video.original_url,
      result: video.result?.url,
      bytes: video.result?.bytes,
      rate: video.rate || 30,
      frames: job.done + job.failed,
      timestamps: times?.timestamps_ms,
    });
  }

  /** @param {"sessionEnded" | import("../server_text.js").Sentence} reason */
  #fail(reason) {
    if (this.#isOver) return;
    this.leave();
    this.phase = "failed";
    this.#emit("failed", reason);
  }

  /** @param {string} what */
  #control(what) {
    fetch(`${this.address}/${what}`, { method: "POST" }).catch(() => {});
  }

  /**
   * @param {string} name
   * @param {any} detail
   */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

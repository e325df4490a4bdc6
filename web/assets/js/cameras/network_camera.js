/**
 * A network camera's run: the server fetches the pictures, so nothing goes out from this page. It goes
 * on by itself when the camera, the network or the server comes back.
 *
 * Events: `started` (detail: the run), `watching` (its results come, for the first time or again),
 * `lost` (the server is out of reach), `camera` (detail: how it is doing), `failed` (detail: a sentence
 * of the server).
 */
import { refusalOf } from "../proxy.js";
import { serverUrl } from "../url.js";

export class NetworkCamera extends EventTarget {
  /** @type {string | undefined} */
  run;
  #paused = false;
  #isOver = false;
  #starting = false;
  #listening = new AbortController();
  /** @type {string | undefined} whose run it is */
  #session;

  /**
   * @param {import("../live_socket.js").LiveSocket} socket
   * @param {string} name
   * @param {() => string} processor what the user chose; empty: any that is there
   */
  constructor(socket, name, processor) {
    super();
    this.socket = socket;
    this.name = name;
    this.processor = processor;
    const { signal } = this.#listening;
    socket.addEventListener("open", () => this.#connected(), { signal });
    socket.addEventListener("lost", () => this.#emit("lost", undefined), { signal });
    socket.addEventListener("status", (event) => {
      this.#onStatus(/** @type {CustomEvent} */ (event).detail);
    }, { signal });
    if (socket.isOpen) this.#connected();
  }

  /** Where an `<img>` finds what the camera sees; another address each time, so that it is asked anew. */
  get streamUrl() {
    const name = encodeURIComponent(this.name);
    return serverUrl(`/api/v1/sessions/${this.#session}/cameras/${name}/stream?at=${Date.now()}`);
  }

  /** @param {boolean} paused */
  setPaused(paused) {
    this.#paused = paused;
    this.#post(`runs/${this.run}/${paused ? "pause" : "resume"}`);
  }

  reset() {
    this.#post(`reset?run=${this.run}`);
  }

  /** @param {string} processor */
  switchProcessor(processor) {
    if (processor !== "") this.#post(`runs/${this.run}/processor`, { processor });
  }

  /** Ends the run. */
  stop() {
    this.#isOver = true;
    this.#listening.abort();
    if (this.run === undefined) return;
    this.socket.sendJson({ type: "unwatch", run: this.run });
    this.#post(`runs/${this.run}/cancel`);
  }

  /** The socket is open: for the first time, again, or for another session. */
  #connected() {
    if (this.run === undefined || this.#session !== this.socket.session) this.#start();
    else this.#watch();
  }

  #watch() {
    this.socket.sendJson({ type: "watch", run: this.run });
    this.#emit("watching", undefined);
  }

  async #start() {
    if (this.#starting) return;
    this.#starting = true;
    const session = this.#session = this.socket.session;
    this.run = undefined;
    const processor = this.processor() || null;
    const response = await this.#post("cameras", { camera: this.name, processor });
    this.#starting = false;
    if (!response || this.socket.session !== session) return;
    // A server that is stopping, or a proxy in front that has lost it: the socket reports when it is back.
    if ([502, 503, 504].includes(response.status)) return this.#emit("lost", undefined);
    if (!response.ok) return this.#emit("failed", (await refusalOf(response)).message);
    /** @type {import("../../../wire/mod.ts").RunJson} */
    const answer = await response.json();
    this.run = answer.run;
    if (this.#isOver) return void this.#post(`runs/${this.run}/cancel`);
    if (this.#paused) this.setPaused(true);
    this.#emit("started", answer);
    this.#watch();
  }

  /** @param {import("../../../wire/mod.ts").StatusMessage} message */
  #onStatus(message) {
    if (message.run !== this.run || this.run === undefined) return;
    if (message.event === "camera") this.#emit("camera", message);
    // It was given up, perhaps while this page was away for long: another run takes its place.
    if (message.event === "ended") this.#start();
  }

  /**
   * @param {string} what
   * @param {object} [body]
   */
  #post(what, body) {
    return fetch(serverUrl(`/api/v1/sessions/${this.#session}/${what}`), {
      method: "POST",
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch(() => undefined);
  }

  /**
   * @param {string} name
   * @param {any} detail
   */
  #emit(name, detail) {
    if (!this.#isOver) this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

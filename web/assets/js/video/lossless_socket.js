/**
 * A connection of its own for a video that the browser decodes: every frame goes, in order, and the
 * source waits while the server has no room. After a lost connection it resumes the same run; what
 * the server has not taken in is sent again, and it sends again what did not arrive here.
 *
 * Events: `lost`, `back`, `result` (detail: `{message, picture}`, in the order of frames), `error`
 * (detail: the status message of a frame that failed), `status`, `ended` (the run has all its
 * results), `gone` (the session or the run is no longer there).
 */
import { Backoff } from "../backoff.js";
import { isUnknown } from "../proxy.js";
import { sessionExists } from "../session.js";
import { serverUrl, socketUrl } from "../url.js";

/** Results on their way at once. */
const CREDIT = 4;

/** Close code with which the server ends a session. */
const SESSION_ENDED = 1001;

export class LosslessSocket extends EventTarget {
  /** @type {string | undefined} */
  run;
  /** @type {WebSocket | undefined} */
  #socket;
  #backoff = new Backoff();
  #timer = 0;
  #isOver = false;
  #isLost = false;
  #isFinished = false;
  /** Frames that may have been sent on this socket, and those that were. */
  #window = 0;
  #sentHere = 0;
  /** Number of the frame that is sent next, and of those given so far. */
  #next = 0;
  #given = 0;
  /** Frames without an answer, by number. @type {Map<number, Blob>} */
  #open = new Map();
  /** Sequence number of the newest result that came. */
  #after = 0;
  /** The result whose picture comes next. @type {import("../../../wire/mod.ts").ResultMessage | undefined} */
  #awaited;
  #wake = () => {};

  /**
   * @param {string} session
   * @param {string} processor empty: any that is there
   */
  constructor(session, processor) {
    super();
    this.session = session;
    this.processor = processor;
    this.#connect();
  }

  /**
   * Takes a frame; resolves when there is room for another one.
   * @param {Blob} picture
   * @param {AbortSignal} signal
   */
  async send(picture, signal) {
    this.#open.set(this.#given++, picture);
    this.#sendOpen();
    while (this.#next < this.#given && !this.#isOver) {
      const woken = new Promise((resolve) => this.#wake = () => resolve(undefined));
      const wake = this.#wake;
      signal.addEventListener("abort", wake, { once: true });
      await woken;
      signal.removeEventListener("abort", wake);
      signal.throwIfAborted();
    }
  }

  /** A result was used: one more may come. */
  used() {
    this.#sendJson({ type: "credit", frames: 1 });
  }

  /**
   * Has another processor do what waits.
   * @param {string} processor
   */
  choose(processor) {
    this.processor = processor;
    this.#sendJson({ type: "processor", processor });
  }

  /** No more frames come. */
  finish() {
    this.#isFinished = true;
    this.#sendOpen();
  }

  /** Ends the run; what a worker holds is dropped when it comes. */
  cancel() {
    if (this.run !== undefined) this.#sendJson({ type: "cancel", run: this.run });
    this.close();
  }

  close() {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#socket?.close(1000);
    this.#wake();
  }

  #connect() {
    const query = new URLSearchParams({
      policy: "lossless",
      kind: "video",
      credit: String(CREDIT),
    });
    // A run that is resumed has its processor, which may be no choice any more.
    if (this.run === undefined) query.set("processor", this.processor);
    else {
      query.set("run", this.run);
      query.set("after", String(this.#after));
    }
    const socket = new WebSocket(socketUrl(`/api/v1/sessions/${this.session}/live?${query}`));
    this.#socket = socket;
    this.#window = this.#sentHere = 0;
    this.#awaited = undefined;
    socket.addEventListener("message", (event) => this.#receive(event.data));
    socket.addEventListener("close", (event) => this.#closed(event.code));
  }

  /** @param {string | Blob} data */
  #receive(data) {
    if (typeof data !== "string") {
      const message = this.#awaited;
      this.#awaited = undefined;
      return message && this.#result(message, data);
    }
    /** @type {import("../../../wire/mod.ts").ServerMessage} */
    const message = JSON.parse(data);
    if (message.type === "status") this.#onStatus(message);
    else if (message.width > 0) this.#awaited = message;
    else this.#result(message, undefined);
  }

  /**
   * @param {import("../../../wire/mod.ts").ResultMessage} message
   * @param {Blob | undefined} picture
   */
  #result(message, picture) {
    this.#after = message.seq;
    const given = this.#open.get(message.frame);
    this.#open.delete(message.frame);
    this.#emit("result", { message, picture: picture ?? given });
  }

  /** @param {import("../../../wire/mod.ts").StatusMessage} message */
  #onStatus(message) {
    if (message.event === "open") return this.#opened(message);
    if (message.event === "window") {
      this.#window = message.frames;
      return this.#sendOpen();
    }
    if (message.event === "started" && message.kind === "video") this.run ??= message.run;
    if (message.event === "error" && message.frame !== null) {
      const given = this.#open.get(message.frame);
      this.#open.delete(message.frame);
      this.#emit("error", { message, picture: given });
    } else if (message.event === "ended" && message.run === this.run) {
      this.#isOver = true;
      this.#emit("ended", message);
    } else this.#emit("status", message);
  }

  /**
   * @param {{run: string | null, received: number}} message received: frames that have come for the
   * run by earlier sockets
   */
  #opened({ run, received }) {
    this.#backoff.reset();
    // A run that has ended meanwhile sends what is unread, then its end.
    if (run !== null) this.#next = received;
    if (!this.#isLost) return;
    this.#isLost = false;
    this.dispatchEvent(new Event("back"));
  }

  #sendOpen() {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return;
    while (this.#next < this.#given && this.#sentHere < this.#window) {
      const picture = this.#open.get(this.#next++);
      if (!picture) continue;
      socket.send(picture);
      this.#sentHere++;
    }
    if (this.#next < this.#given) return;
    this.#wake();
    if (this.#isFinished) this.#sendJson({ type: "finish" });
  }

  /** @param {number} code */
  async #closed(code) {
    if (this.#isOver) return;
    if (code === SESSION_ENDED) return this.#gone();
    if (!this.#isLost) {
      this.#isLost = true;
      this.dispatchEvent(new Event("lost"));
    }
    if (!await this.#isKnown().catch(() => true)) return this.#gone();
    if (!this.#isOver) this.#timer = setTimeout(() => this.#connect(), this.#backoff.next());
  }

  /** @returns {Promise<boolean>} false: the server has forgotten the run, or its session */
  async #isKnown() {
    if (this.run === undefined) return await sessionExists(this.session);
    const address = serverUrl(`/api/v1/sessions/${this.session}/runs/${this.run}`);
    return !await isUnknown(await fetch(address, { cache: "no-store" }));
  }

  #gone() {
    this.close();
    this.dispatchEvent(new Event("gone"));
  }

  /** @param {object} message */
  #sendJson(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /**
   * @param {string} name
   * @param {any} detail
   */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

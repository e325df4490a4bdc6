/**
 * Sends pictures, a few at a time, and resumes by itself after the server or the network was away.
 *
 * Events: `sent` (detail: {entry, item}), `refused` (detail: {entry, message, isEnglish}), `sending` (detail:
 * entry), `queued` (detail: entry), `idle`, `offline`, `online`, `gone` (the run takes no more).
 */
import { Backoff } from "../backoff.js";
import { AnswerError } from "../answer_error.js";
import { ProxyError, proxyLimit, tooLargeText } from "../proxy.js";
import { giveImage } from "./api.js";

/** Sent at once: the line is full, and the server has others to serve. */
const AT_ONCE = 3;
const PASSING = [0, 408, 429, 500, 502, 503, 504];
const GONE = [404, 409];

/**
 * Whether it passes by waiting: no answer, too slow, too much at once, stopping.
 * @param {unknown} error
 * @returns {error is AnswerError}
 */
export function passes(error) {
  return error instanceof AnswerError && PASSING.includes(error.status);
}

export class Uploads extends EventTarget {
  /** @type {import("./entries.js").Entry[]} */
  #queue = [];
  #inFlight = 0;
  #timer = 0;
  #backoff = new Backoff();
  #stop = new AbortController();
  #isOffline = false;

  /** @param {string} url of the run */
  constructor(url) {
    super();
    this.url = url;
  }

  get isIdle() {
    return this.#queue.length === 0 && this.#inFlight === 0;
  }

  /** @param {readonly import("./entries.js").Entry[]} entries */
  add(entries) {
    this.#queue.push(...entries);
    this.#next();
  }

  /** The connection is back: no need to wait any longer. */
  hurry() {
    if (this.#timer === 0) return;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#next();
  }

  /** Sends no more. */
  end() {
    this.#queue = [];
    clearTimeout(this.#timer);
    this.#stop.abort();
  }

  #next() {
    while (this.#timer === 0 && this.#inFlight < AT_ONCE) {
      const entry = this.#queue.shift();
      if (!entry) break;
      this.#inFlight += 1;
      this.#send(entry).finally(() => {
        this.#inFlight -= 1;
        if (!this.#stop.signal.aborted) this.#next();
      });
    }
    if (this.isIdle && this.#timer === 0) this.dispatchEvent(new Event("idle"));
  }

  /** @param {import("./entries.js").Entry} entry */
  async #send(entry) {
    const { signal } = this.#stop;
    const { file, name, key } = entry;
    if (!file) return;
    this.#emit("sending", entry);
    try {
      const item = await giveImage(this.url, { name, key, file }, signal);
      this.#backoff.reset();
      this.#setOffline(false);
      this.#emit("sent", { entry, item });
    } catch (error) {
      if (signal.aborted) return;
      if (passes(error)) return this.#later(entry, error.status);
      const { status, message, isEnglish } = error instanceof AnswerError
        ? error
        : { status: 400, message: "", isEnglish: false };
      if (GONE.includes(status) && !(error instanceof ProxyError)) return this.#gone();
      const isTooLarge = error instanceof ProxyError && status === 413;
      const limit = isTooLarge ? await proxyLimit(file.size) : undefined;
      if (signal.aborted) return;
      const sentence = limit === undefined ? message : tooLargeText(file.size, limit);
      this.#emit("refused", { entry, message: sentence, isEnglish });
    }
  }

  /**
   * @param {import("./entries.js").Entry} entry
   * @param {number} status
   */
  #later(entry, status) {
    this.#queue.unshift(entry);
    this.#emit("queued", entry);
    if (status === 0) this.#setOffline(true);
    if (this.#timer !== 0) return;
    this.#timer = setTimeout(() => this.hurry(), this.#backoff.next());
  }

  #gone() {
    this.end();
    this.dispatchEvent(new Event("gone"));
  }

  /** @param {boolean} isOffline */
  #setOffline(isOffline) {
    if (isOffline === this.#isOffline) return;
    this.#isOffline = isOffline;
    this.dispatchEvent(new Event(isOffline ? "offline" : "online"));
  }

  /**
   * @param {string} name
   * @param {unknown} detail
   */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/**
 * Sends pictures, a few at a time, and resumes by itself after the server or the network was away.
 */
import type { ItemJson } from "../../wire/mod.ts";
import { Emitter } from "../base/emitter.ts";
import type { SentenceLike } from "../base/sentence.ts";
import type { Entry } from "./entries.ts";
import { Backoff } from "../base/backoff.ts";
import { AnswerError } from "../server/answer_error.ts";
import { isAway, ProxyError, proxyLimit, tooLargeText } from "../server/proxy.ts";
import { giveImage } from "./api.ts";

/** Sent at once: the line is full, and the server has others to serve. */
const AT_ONCE = 3;
const PASSING = [0, 408, 429, 500];
const GONE = [404, 409];

/** Whether it passes by waiting: no answer, too slow, too much at once, stopping. */
export function passes(error: unknown): error is AnswerError {
  return error instanceof AnswerError &&
    (isAway(error.status) || PASSING.includes(error.status));
}

/** Events of {@linkcode Uploads}. */
export interface UploadsEvents {
  sending: Entry;
  sent: { entry: Entry; item: ItemJson };
  refused: { entry: Entry; sentence: SentenceLike };
  /** It will be sent once more. */
  queued: Entry;
  idle: void;
  offline: void;
  online: void;
  /** The run takes no more. */
  gone: void;
}

export class Uploads extends Emitter<UploadsEvents> {
  url: string;
  #queue: Entry[] = [];
  #inFlight = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #backoff = new Backoff();
  #stop = new AbortController();
  #isOffline = false;

  /** @param url of the run */
  constructor(url: string) {
    super();
    this.url = url;
  }

  get isIdle(): boolean {
    return this.#queue.length === 0 && this.#inFlight === 0;
  }

  add(entries: readonly Entry[]): void {
    this.#queue.push(...entries);
    this.#next();
  }

  /** The connection is back: no need to wait any longer. */
  hurry(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next();
  }

  /** Sends no more. */
  end(): void {
    this.#queue = [];
    clearTimeout(this.#timer);
    this.#stop.abort();
  }

  #next() {
    while (this.#timer === undefined && this.#inFlight < AT_ONCE) {
      const entry = this.#queue.shift();
      if (!entry) break;
      this.#inFlight += 1;
      this.#send(entry).finally(() => {
        this.#inFlight -= 1;
        if (!this.#stop.signal.aborted) this.#next();
      });
    }
    if (this.isIdle && this.#timer === undefined) this.emit("idle");
  }

  async #send(entry: Entry) {
    const { signal } = this.#stop;
    const { file, name, key } = entry;
    if (!file) return;
    this.emit("sending", entry);
    try {
      const item = await giveImage(this.url, { name, key, file }, signal);
      this.#backoff.reset();
      this.#setOffline(false);
      this.emit("sent", { entry, item });
    } catch (error) {
      if (signal.aborted) return;
      if (passes(error)) return this.#later(entry, error.status);
      const { status, sentence: why } = error instanceof AnswerError
        ? error
        : { status: 400, sentence: "" };
      if (GONE.includes(status) && !(error instanceof ProxyError)) return this.#gone();
      const isTooLarge = error instanceof ProxyError && status === 413;
      const limit = isTooLarge ? await proxyLimit(file.size) : undefined;
      if (signal.aborted) return;
      const sentence = limit === undefined ? why : tooLargeText(file.size, limit);
      this.emit("refused", { entry, sentence });
    }
  }

  #later(entry: Entry, status: number) {
    this.#queue.unshift(entry);
    this.emit("queued", entry);
    if (status === 0) this.#setOffline(true);
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.hurry(), this.#backoff.next());
  }

  #gone() {
    this.end();
    this.emit("gone");
  }

  #setOffline(isOffline: boolean) {
    if (isOffline === this.#isOffline) return;
    this.#isOffline = isOffline;
    this.emit(isOffline ? "offline" : "online");
  }
}

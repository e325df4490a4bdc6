/**
 * A connection of its own for a video that the browser decodes: every frame goes, in order, and the
 * source waits while the server has no room. After a lost connection it resumes the same run; what
 * the server has not taken in is sent again, and it sends again what did not arrive here.
 */
import { Emitter } from "../base/emitter.ts";
import type { LiveResult } from "../live/socket.ts";
import type { ClientMessage, ResultMessage, StatusMessage } from "../../wire/mod.ts";
import { Backoff } from "../base/backoff.ts";
import { messageIn } from "../live/server_message.ts";
import { isUnknown } from "../server/proxy.ts";
import { SESSION_ENDED, sessionExists } from "../server/session.ts";
import { serverUrl, socketUrl } from "../base/url.ts";

/** Results on their way at once. */
const CREDIT = 4;

/** Events of {@linkcode LosslessSocket}. */
export interface LosslessSocketEvents {
  lost: void;
  back: void;
  /** In the order of frames. */
  result: LiveResult;
  /** A frame failed: this is what was sent of it. */
  error: { frame: number; picture: Blob | undefined };
  status: StatusMessage;
  /** The run has all its results. */
  ended: void;
  /** The session or the run is no longer there. */
  gone: void;
}

export class LosslessSocket extends Emitter<LosslessSocketEvents> {
  session: string;
  processor: string;
  run: string | undefined;
  #socket: WebSocket | undefined;
  #backoff = new Backoff();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;
  #isLost = false;
  #isFinished = false;
  /** Frames that may have been sent on this socket, and those that were. */
  #window = 0;
  #sentHere = 0;
  /** Number of the frame that is sent next, and of those given so far. */
  #next = 0;
  #given = 0;
  /** Frames without an answer, by number. */
  #open = new Map<number, Blob>();
  /** Sequence number of the newest result that came. */
  #after = 0;
  /** The result whose picture comes next. */
  #awaited: ResultMessage | undefined;
  #wake = () => {};

  /** @param processor empty: any that is there */
  constructor(session: string, processor: string) {
    super();
    this.session = session;
    this.processor = processor;
    this.#connect();
  }

  /** Takes a frame; resolves when there is room for another one. */
  async send(picture: Blob, signal: AbortSignal): Promise<void> {
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
  used(): void {
    this.#sendJson({ type: "credit", frames: 1 });
  }

  /** Has another processor do what waits. */
  choose(processor: string): void {
    this.processor = processor;
    this.#sendJson({ type: "processor", processor });
  }

  /** No more frames come. */
  finish(): void {
    this.#isFinished = true;
    this.#sendOpen();
  }

  /** Ends the run; what a worker holds is dropped when it comes. */
  cancel(): void {
    if (this.run !== undefined) this.#sendJson({ type: "cancel", run: this.run });
    this.close();
  }

  close(): void {
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

  #receive(data: string | Blob) {
    if (typeof data !== "string") {
      const message = this.#awaited;
      this.#awaited = undefined;
      return message && this.#result(message, data);
    }
    const message = messageIn(data);
    if (message?.type === "status") this.#onStatus(message);
    else if (message && message.width > 0) this.#awaited = message;
    else if (message) this.#result(message, undefined);
  }

  #result(message: ResultMessage, picture: Blob | undefined) {
    this.#after = message.seq;
    const given = this.#open.get(message.frame);
    this.#open.delete(message.frame);
    this.emit("result", { message, picture: picture ?? given });
  }

  #onStatus(message: StatusMessage) {
    if (message.event === "open") return this.#opened(message);
    if (message.event === "window") {
      this.#window = message.frames;
      return this.#sendOpen();
    }
    if (message.event === "started" && message.kind === "video") this.run ??= message.run;
    if (message.event === "error" && message.frame !== null) {
      const given = this.#open.get(message.frame);
      this.#open.delete(message.frame);
      this.emit("error", { frame: message.frame, picture: given });
    } else if (message.event === "ended" && message.run === this.run) {
      this.#isOver = true;
      this.emit("ended");
    } else this.emit("status", message);
  }

  /**
   * @param message received: frames that have come for the
   * run by earlier sockets
   */
  #opened({ run, received }: { run: string | null; received: number }) {
    this.#backoff.reset();
    // A run that has ended meanwhile sends what is unread, then its end.
    if (run !== null) this.#next = received;
    if (!this.#isLost) return;
    this.#isLost = false;
    this.emit("back");
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

  async #closed(code: number) {
    if (this.#isOver) return;
    if (code === SESSION_ENDED) return this.#gone();
    if (!this.#isLost) {
      this.#isLost = true;
      this.emit("lost");
    }
    if (!await this.#isKnown().catch(() => true)) return this.#gone();
    if (!this.#isOver) this.#timer = setTimeout(() => this.#connect(), this.#backoff.next());
  }

  /** @returns false: the server has forgotten the run, or its session */
  async #isKnown(): Promise<boolean> {
    if (this.run === undefined) return await sessionExists(this.session);
    const address = serverUrl(`/api/v1/sessions/${this.session}/runs/${this.run}`);
    return !await isUnknown(await fetch(address, { cache: "no-store" }));
  }

  #gone() {
    this.close();
    this.emit("gone");
  }

  #sendJson(message: ClientMessage) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}

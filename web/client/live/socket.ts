/**
 * The page's one connection to the server. It comes back by itself after the network or the server was
 * away, with the same session as long as the server knows it.
 */
import { Emitter } from "../base/emitter.ts";
import { askWhy, isSameProblem, type Problem, problemOf } from "./problem.ts";
import type { ClientMessage, ResultMessage, StatusMessage } from "../../wire/mod.ts";
import { Backoff } from "../base/backoff.ts";
import {
  askForLogin,
  BusyError,
  forgetSession,
  loggedIn,
  LOGIN_ENDED,
  openSession,
  rememberedSession,
  SESSION_ENDED,
  sessionExists,
} from "../server/session.ts";
import { messageIn } from "./server_message.ts";
import { socketUrl } from "../base/url.ts";

/** Close code when another tab takes over the session: a duplicated tab remembers it, too. */
const TAKEN_OVER = 4001;

/** A server that has only just come back may have refused the first one. */
const TRIES_BEFORE_BLAME = 2;

/** Results on their way at once; the page asks for one more when it has drawn one. */
export const CREDIT = 2;

/** A result of a run of this session. */
export type RunResultMessage = Extract<ResultMessage, { readonly run: string }>;

/** A result of an ingest stream. */
export type StreamResultMessage = Extract<ResultMessage, { readonly stream: string }>;

/** A result as it came: what was found, and its picture if it has one. */
export interface LiveResult<Message extends ResultMessage = ResultMessage> {
  message: Message;
  picture: Blob | undefined;
}

/** Events of {@linkcode LiveSocket}. */
export interface LiveSocketEvents {
  open: void;
  /** Those that can be chosen are known. */
  processors: void;
  lost: void;
  /** The server has as many sessions as it takes. */
  busy: void;
  "session-ended": void;
  /** What keeps it from opening is known, or is over. */
  problem: void;
  status: StatusMessage;
  /** Of a run of this session. */
  result: LiveResult<RunResultMessage>;
  /** Of an ingest stream that is watched. */
  "stream-result": LiveResult<StreamResultMessage>;
}

export class LiveSocket extends Emitter<LiveSocketEvents> {
  session: string | undefined = rememberedSession();
  /** Resumes this run after a reconnect. */
  run: string | undefined;
  /** Empty: any that is there. */
  processor: string = "";
  /** Runs that the server feeds and a tab follows: their results and the credit for them are that tab's. */
  watched = new Set<string>();
  /** Runs that are followed no more, of which results may still be on their way. */
  #left = new Set<string>();
  /** What keeps it from opening, once that is known. */
  problem: Problem | undefined;
  /** Binary messages sent on this socket. */
  sentFrames = 0;
  #socket: WebSocket | undefined;
  #backoff = new Backoff();
  /** The result whose picture comes next */
  #awaited: ResultMessage | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The socket has given the processors that can be chosen: what is wanted is one of them. */
  #hasProcessors = false;
  #isLost = false;
  /** A WebSocket has come through before: nothing on the way keeps them out. */
  #hasOpened = false;
  /** How many did not, although everything else does. */
  #unopened = 0;
  /** The session has ended, and no other one has been opened yet. */
  #hasEnded = false;
  /** The newest result that came here, of which run. */
  #seen: { run: string | undefined; seq: number } = { run: undefined, seq: 0 };

  constructor() {
    super();
    const soon = () => this.#retryNow();
    addEventListener("online", soon);
    document.addEventListener("visibilitychange", soon);
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Bytes that have not left the browser yet. */
  get bufferedBytes(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /**
   * The session, as soon as there is one; one that has ended is replaced. What the page wants of the new one is
   * among the processors that it has.
   *
   * @param signal gives up waiting
   * @throws {AnswerError} the server takes nothing from this page
   */
  ready(signal?: AbortSignal): Promise<string> {
    if (this.session !== undefined) return Promise.resolve(this.session);
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#hasEnded) this.renew();
    if (this.problem?.kind === "refused") return Promise.reject(this.problem.error);
    return new Promise((resolve, reject) => {
      const over = new AbortController();
      const settle = () => {
        const { problem, session } = this;
        if (problem?.kind === "refused") reject(problem.error);
        else if (session !== undefined && (this.#hasProcessors || problem)) resolve(session);
        else return;
        over.abort();
      };
      for (const event of ["processors", "problem"] as const) {
        this.on(event, settle, { signal: over.signal });
      }
      signal?.addEventListener("abort", () => {
        over.abort();
        reject(signal.reason);
      }, { signal: over.signal });
    });
  }

  /** Connects, with a new session if there is none. */
  async connect(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      this.session ??= await openSession();
    } catch (error) {
      if (error instanceof BusyError) this.emit("busy");
      else this.#setProblem(problemOf(error));
      return this.#again();
    }
    this.#open(this.session);
  }

  /** Replaces the session with a new one. */
  renew(): Promise<void> {
    this.#leave();
    this.#hasEnded = false;
    forgetSession();
    this.session = undefined;
    this.run = undefined;
    return this.connect();
  }

  /** The `seq` of the newest result of a run that has come here; 0 for none. */
  seen(run: string): number {
    return this.#seen.run === run ? this.#seen.seq : 0;
  }

  sendJson(message: ClientMessage): void {
    if (this.isOpen) this.#socket?.send(JSON.stringify(message));
  }

  /** No more results of a run. Those on their way are not emitted, but the credit for them is given back. */
  unwatch(run: string): void {
    this.watched.delete(run);
    this.#left.add(run);
    this.sendJson({ type: "unwatch", run });
  }

  /** @returns its index on this socket */
  sendFrame(picture: ArrayBuffer): number | undefined {
    if (!this.isOpen) return undefined;
    this.#socket?.send(picture);
    return this.sentFrames++;
  }

  #open(session: string) {
    const query = new URLSearchParams({ policy: "latest", credit: String(CREDIT) });
    if (this.run !== undefined) {
      query.set("run", this.run);
      query.set("after", String(this.seen(this.run)));
    }
    const socket = new WebSocket(socketUrl(`/api/v1/sessions/${session}/live?${query}`));
    let opened = false;
    this.#socket = socket;
    this.#awaited = undefined;
    this.sentFrames = 0;
    this.#left.clear();
    this.#hasProcessors = false;
    socket.addEventListener("open", () => {
      opened = true;
      this.#isLost = false;
      loggedIn();
      this.#hasOpened = true;
      this.#backoff.reset();
      this.#setProblem(undefined);
      // Not in the address: a processor that has gone meanwhile would keep the page from connecting at all.
      if (this.processor) this.sendJson({ type: "processor", processor: this.processor });
      this.emit("open");
    });
    socket.addEventListener("message", (event) => this.#receive(event.data));
    socket.addEventListener("close", (event) => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#closed(session, opened, event.code);
    });
  }

  #receive(data: string | Blob) {
    if (typeof data !== "string") {
      const awaited = this.#awaited;
      this.#awaited = undefined;
      if (awaited) this.#result(awaited, data);
      return;
    }
    const message = messageIn(data);
    if (message?.type === "status") this.#status(message);
    else if (message && message.width > 0) this.#awaited = message;
    else if (message) this.#result(message, undefined);
  }

  #result(message: ResultMessage, picture: Blob | undefined) {
    if (message.run !== undefined && this.#left.has(message.run)) {
      return this.sendJson({ type: "credit", frames: 1 });
    }
    if (message.run === this.run) this.#seen = { run: message.run, seq: message.seq };
    if (message.stream === undefined) this.emit("result", { message, picture });
    else this.emit("stream-result", { message, picture });
  }

  #status(message: StatusMessage) {
    if (message.event === "reset" && message.run === this.#seen.run) this.#seen.seq = 0;
    this.emit("status", message);
    if (message.event !== "processors") return;
    this.#hasProcessors = true;
    this.emit("processors");
  }

  async #closed(session: string, opened: boolean, code: number) {
    if (code === SESSION_ENDED) return this.#ended();
    if (code === TAKEN_OVER) return this.renew();
    if (code === LOGIN_ENDED) return askForLogin();
    if (opened) this.#lost();
    // A browser doesn't report why an upgrade was refused, so ask whether the session is known.
    const known = opened || await sessionExists(session).catch(() => true);
    if (known && !opened) await this.#findOutWhy();
    // Meanwhile another session may have been begun.
    if (this.session !== session || this.#socket) return;
    if (known) this.#again();
    else this.#ended();
  }

  async #findOutWhy() {
    const why = await askWhy();
    const isBlocked = why !== "away" && why.kind === "no-socket";
    this.#unopened = isBlocked ? this.#unopened + 1 : 0;
    if (why === "away" || why.kind === "proxy") this.#lost();
    const isSure = !isBlocked || (!this.#hasOpened && this.#unopened >= TRIES_BEFORE_BLAME);
    if (isSure) this.#setProblem(why === "away" ? undefined : why);
  }

  #lost() {
    if (this.#isLost) return;
    this.#isLost = true;
    this.emit("lost");
  }

  #setProblem(problem: Problem | undefined) {
    if (isSameProblem(problem, this.problem)) return;
    this.problem = problem;
    this.emit("problem");
  }

  #ended() {
    forgetSession();
    this.session = undefined;
    this.run = undefined;
    this.#hasEnded = true;
    this.#setProblem(undefined);
    this.emit("session-ended");
  }

  #again() {
    this.#timer = setTimeout(() => this.connect(), this.#backoff.next());
  }

  #retryNow() {
    if (this.#timer !== undefined && document.visibilityState === "visible") this.connect();
  }

  #leave() {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close(1000);
  }
}

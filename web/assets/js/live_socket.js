/**
 * The page's one connection to the server. It comes back by itself after the network or the server was
 * away, with the same session as long as the server knows it.
 *
 * Events: `open`, `processors` (those that can be chosen are known), `lost`, `busy`, `session-ended`, `problem`
 * (what keeps it from opening is known, or is over), `status` (detail: the message), `result` (detail:
 * `{message, picture}`), and `stream-result`, the same of an ingest stream.
 */
import { Backoff } from "./backoff.js";
import { askWhy, isSameProblem, problemOf } from "./live/problem.js";
import { BusyError, forgetSession, openSession, rememberedSession } from "./session.js";
import { sessionExists } from "./session.js";
import { socketUrl } from "./url.js";

/** Close code with which the server ends a session. */
const SESSION_ENDED = 1001;

/** Close code when another tab takes over the session: a duplicated tab remembers it, too. */
const TAKEN_OVER = 4001;

/** A server that has only just come back may have refused the first one. */
const TRIES_BEFORE_BLAME = 2;

/** Results on their way at once; the page asks for one more when it has drawn one. */
export const CREDIT = 2;

export class LiveSocket extends EventTarget {
  /** @type {string | undefined} */
  session = rememberedSession();
  /** Resumes this run after a reconnect. @type {string | undefined} */
  run;
  /** Empty: any that is there. @type {string} */
  processor = "";
  /** Runs that the server feeds and a tab follows: their results and the credit for them are that tab's. @type {Set<string>} */
  watched = new Set();
  /** What keeps it from opening, once that is known. @type {import("./live/problem.js").Problem | undefined} */
  problem;
  /** Binary messages sent on this socket. */
  sentFrames = 0;
  /** @type {WebSocket | undefined} */
  #socket;
  #backoff = new Backoff();
  /** @type {import("../../wire/mod.ts").ResultMessage | undefined} the result whose picture comes next */
  #awaited;
  #timer = 0;
  /** The socket has given the processors that can be chosen: what is wanted is one of them. */
  #hasProcessors = false;
  #isLost = false;
  /** A WebSocket has come through before: nothing on the way keeps them out. */
  #hasOpened = false;
  /** How many did not, although everything else does. */
  #unopened = 0;
  /** The session has ended, and no other one has been opened yet. */
  #hasEnded = false;
  /** The newest result that came here, of which run. @type {{run: string | undefined, seq: number}} */
  #seen = { run: undefined, seq: 0 };

  constructor() {
    super();
    const soon = () => this.#retryNow();
    addEventListener("online", soon);
    document.addEventListener("visibilitychange", soon);
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Bytes that have not left the browser yet. */
  get bufferedBytes() {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /**
   * The session, as soon as there is one; one that has ended is replaced. What the page wants of the new one is
   * among the processors that it has.
   * @param {AbortSignal} [signal] gives up waiting
   * @returns {Promise<string>}
   * @throws {import("./answer_error.js").AnswerError} the server takes nothing from this page
   */
  ready(signal) {
    if (this.session !== undefined) return Promise.resolve(this.session);
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
      for (const event of ["processors", "problem"]) {
        this.addEventListener(event, settle, { signal: over.signal });
      }
      signal?.addEventListener("abort", () => {
        over.abort();
        reject(signal.reason);
      }, { signal: over.signal });
    });
  }

  /** Connects, with a new session if there is none. */
  async connect() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    try {
      this.session ??= await openSession();
    } catch (error) {
      if (error instanceof BusyError) this.dispatchEvent(new Event("busy"));
      else this.#setProblem(problemOf(error));
      return this.#again();
    }
    this.#open(this.session);
  }

  /** Replaces the session with a new one. */
  renew() {
    this.#leave();
    this.#hasEnded = false;
    forgetSession();
    this.session = undefined;
    this.run = undefined;
    return this.connect();
  }

  /**
   * The `seq` of the newest result of a run that has come here; 0 for none.
   * @param {string} run
   */
  seen(run) {
    return this.#seen.run === run ? this.#seen.seq : 0;
  }

  /** @param {object} message */
  sendJson(message) {
    if (this.isOpen) this.#socket?.send(JSON.stringify(message));
  }

  /**
   * @param {ArrayBuffer} picture
   * @returns {number | undefined} its index on this socket
   */
  sendFrame(picture) {
    if (!this.isOpen) return undefined;
    this.#socket?.send(picture);
    return this.sentFrames++;
  }

  /** @param {string} session */
  #open(session) {
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
    this.#hasProcessors = false;
    socket.addEventListener("open", () => {
      opened = true;
      this.#isLost = false;
      this.#hasOpened = true;
      this.#backoff.reset();
      this.#setProblem(undefined);
      // Not in the address: a processor that has gone meanwhile would keep the page from connecting at all.
      if (this.processor) this.sendJson({ type: "processor", processor: this.processor });
      this.dispatchEvent(new Event("open"));
    });
    socket.addEventListener("message", (event) => this.#receive(event.data));
    socket.addEventListener("close", (event) => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#closed(session, opened, event.code);
    });
  }

  /** @param {string | Blob} data */
  #receive(data) {
    if (typeof data !== "string") {
      const awaited = this.#awaited;
      this.#awaited = undefined;
      if (awaited) this.#result(awaited, data);
      return;
    }
    /** @type {import("../../wire/mod.ts").ServerMessage} */
    const message = JSON.parse(data);
    if (message.type === "status") this.#status(message);
    else if (message.type === "result" && message.width > 0) this.#awaited = message;
    else if (message.type === "result") this.#result(message, undefined);
  }

  /**
   * @param {import("../../wire/mod.ts").ResultMessage} message
   * @param {Blob | undefined} picture
   */
  #result(message, picture) {
    if (message.run === this.run) this.#seen = { run: message.run, seq: message.seq };
    this.#emit(message.stream === undefined ? "result" : "stream-result", { message, picture });
  }

  /** @param {import("../../wire/mod.ts").StatusMessage} message */
  #status(message) {
    if (message.event === "reset" && message.run === this.#seen.run) this.#seen.seq = 0;
    this.#emit("status", message);
    if (message.event !== "processors") return;
    this.#hasProcessors = true;
    this.dispatchEvent(new Event("processors"));
  }

  /**
   * @param {string} session
   * @param {boolean} opened
   * @param {number} code
   */
  async #closed(session, opened, code) {
    if (code === SESSION_ENDED) return this.#ended();
    if (code === TAKEN_OVER) return this.renew();
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
    this.dispatchEvent(new Event("lost"));
  }

  /** @param {import("./live/problem.js").Problem | undefined} problem */
  #setProblem(problem) {
    if (isSameProblem(problem, this.problem)) return;
    this.problem = problem;
    this.dispatchEvent(new Event("problem"));
  }

  #ended() {
    forgetSession();
    this.session = undefined;
    this.run = undefined;
    this.#hasEnded = true;
    this.#setProblem(undefined);
    this.dispatchEvent(new Event("session-ended"));
  }

  #again() {
    this.#timer = setTimeout(() => this.connect(), this.#backoff.next());
  }

  #retryNow() {
    if (this.#timer !== 0 && document.visibilityState === "visible") this.connect();
  }

  #leave() {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close(1000);
  }

  /**
   * @param {string} name
   * @param {any} detail
   */
  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

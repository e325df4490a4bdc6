/**
 * One open live socket: frames and messages in, results and statuses out.
 *
 * @module
 */
import type { Duplex } from "node:stream";
// @ts-types="@types/ws"
import type { RawData, WebSocket } from "ws";
import { type Principal, requireAccess } from "../../auth/mod.ts";
import { toFrameboxError } from "../../base/errors/mod.ts";
import type { Run, Session } from "../../hub/mod.ts";
import { errorBody } from "../api/errors.ts";
import { runOf } from "../api/ids.ts";
import type { WebParts } from "../web_parts.ts";
import type { ResultMessage, ServerMessage, Status } from "../wire/mod.ts";
import { readClientMessage } from "./client_message.ts";
import { Feed, type FeedDeps, type FeedOutlet } from "./feed.ts";
import type { LiveQuery } from "./live_query.ts";
import { Heartbeat } from "./heartbeat.ts";
import { IncomingPace } from "./incoming_pace.ts";
import { CLOSE, type LivePeer, type ParkedRun } from "./live_sockets.ts";
import { accessOf } from "./message_access.ts";
import { Pace } from "./pace.ts";
import { publishServerStatus, type ServerStatusDeps } from "./server_status.ts";
import { type StreamWatchDeps, StreamWatches } from "./stream_watches.ts";
import { type WatchDeps, Watches } from "./watches.ts";

/** Statuses are left out for a client that leaves this many bytes unread. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/** Longest reason of a close frame, in bytes (RFC 6455, 5.5.1); our sentences are ASCII. */
const MAX_REASON = 123;

/** What it uses. */
export type LiveSocketDeps =
  & FeedDeps
  & WatchDeps
  & StreamWatchDeps
  & ServerStatusDeps
  & Pick<WebParts, "unfinished">;

/** Lives as long as its WebSocket. */
export class LiveSocket implements LivePeer, FeedOutlet {
  readonly session: Session;
  readonly format: "jpeg" | "png";
  readonly pace: Pace;
  readonly #socket: WebSocket;
  readonly #deps: LiveSocketDeps;
  readonly #principal: Principal;
  readonly #feed: Feed;
  readonly #watches: Watches;
  readonly #streams: StreamWatches;
  readonly #leave: (() => void)[] = [];
  /** This side has closed it: what still comes is not counted, its page sends it again. */
  #isClosed = false;

  /**
   * @param sockets the open WebSocket, and the connection beneath
   * @param leave called once it is closed
   */
  constructor(
    [socket, stream]: readonly [WebSocket, Duplex],
    session: Session,
    query: LiveQuery,
    deps: LiveSocketDeps,
    leave: () => void,
  ) {
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.session = session;
    this.#deps = deps;
    this.#principal = query.principal;
    this.format = query.format;
    this.pace = new Pace(() => socket.bufferedAmount, query.credit);
    this.#feed = new Feed(session, query, deps, this);
    this.#watches = new Watches(deps, this);
    this.#streams = new StreamWatches(deps, this);
    this.#leave.push(leave, session.attach());
    const incoming = new IncomingPace(socket, stream, deps.unfinished.account());
    const heartbeat = new Heartbeat(socket, stream);
    this.#leave.push(() => incoming.stop(), () => heartbeat.stop());
    socket.on("message", (data, isBinary) => this.#message(data, isBinary));
    socket.on("close", (code) => this.#closed(code));
    this.#closeWithLogin(query.principal.ended);
    // An error is always followed by a close, and holds nothing that a log would need.
    socket.on("error", () => {});
    this.#opened(query);
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  sendStatus(status: Status): void {
    if (this.#socket.bufferedAmount <= MAX_UNREAD_BYTES) this.#send({ type: "status", ...status });
  }

  sendError(caught: unknown, sent: number | null): void {
    const error = toFrameboxError(caught);
    if (error.code === "INTERNAL") this.#deps.log.error("live_failed", error);
    this.sendStatus({
      event: "error",
      sent,
      run: null,
      frame: null,
      seq: null,
      ...errorBody(error),
    });
  }

  sendResult(message: ResultMessage, picture: Uint8Array | undefined): void {
    this.#send(message);
    if (picture && this.isOpen) this.#socket.send(picture, () => this.pace.sent());
  }

  follow(run: Run): void {
    this.sendStatus({ event: "started", run: run.id, kind: run.kind, processor: run.processor });
    this.#watches.follow(run);
  }

  release(run: Run): ParkedRun | undefined {
    return this.#feed.release(run);
  }

  sendDraining(): void {
    this.sendStatus({ event: "draining" });
  }

  close(code: number, reason: string): void {
    this.#isClosed = true;
    if (!this.isOpen) return;
    this.#socket.close(code, reason.slice(0, MAX_REASON));
  }

  /** The user logs out, or is removed: the page asks for a login then. */
  #closeWithLogin(ended: AbortSignal | undefined): void {
    if (!ended) return;
    const close = () => this.close(CLOSE.loggedOut, "The login has ended; log in again.");
    if (ended.aborted) return close();
    ended.addEventListener("abort", close, { once: true });
    this.#leave.push(() => ended.removeEventListener("abort", close));
  }

  #opened({ run, after }: LiveQuery): void {
    const { hub, live } = this.#deps;
    const feed = this.#feed;
    if (run) feed.resume(run, after);
    this.#leave.push(live.add(this));
    this.sendStatus({
      event: "open",
      run: feed.run?.id ?? null,
      received: feed.received,
      seq: feed.run?.history.last ?? 0,
      processor: feed.processor,
      policy: feed.policy,
      draining: hub.draining,
    });
    this.#leave.push(
      publishServerStatus(this.#deps, this.#principal, (status) => this.sendStatus(status)),
    );
    // Pictures whose answer the page waits for, though its connection was lost meanwhile.
    for (const open of this.session.runs) {
      if (open.kind === "image" && !open.ended.aborted) this.follow(open);
    }
    feed.begin();
    const { ended } = this.session;
    const end = () => this.close(CLOSE.goingAway, toFrameboxError(ended.reason).message);
    ended.addEventListener("abort", end, { once: true });
    this.#leave.push(() => ended.removeEventListener("abort", end));
    if (ended.aborted) end();
  }

  #message(data: RawData, isBinary: boolean): void {
    this.#principal.used?.();
    if (this.#isClosed) return;
    if (isBinary) {
      if (data instanceof ArrayBuffer) this.#feed.take(new Uint8Array(data));
      return;
    }
    try {
      this.#text(data.toString());
    } catch (caught) {
      this.sendError(caught, null);
    }
  }

  #text(data: string): void {
    const message = readClientMessage(data);
    requireAccess(this.#principal, accessOf(message));
    switch (message.type) {
      case "credit":
        // Credit that is given after a result acknowledges it.
        this.#feed.acknowledge(message.frames);
        return this.pace.grant(message.frames);
      case "processor":
        return this.#feed.choose(message.processor);
      case "finish":
        return this.#feed.finish();
      case "cancel":
        return this.#cancel(message.run);
      case "watch":
        if ("stream" in message) return this.#streams.watch(message.stream);
        return this.#watches.watch(runOf(this.session, message.run));
      case "unwatch":
        if ("stream" in message) return this.#streams.unwatch(message.stream);
        return this.#watches.unwatch(runOf(this.session, message.run));
      case "streams":
        return this.#streams.publishList(message.tell);
      case "reset":
        return this.#feed.reset();
    }
  }

  #cancel(id: string): void {
    const run = this.session.runs.find((run) => run.id === id);
    const longRun = run && this.#deps.longRuns.of(run);
    // A long run that is completing its files has a run that has ended already.
    if (longRun) longRun.cancel();
    else run?.cancel("withdrawn");
  }

  #send(message: ServerMessage): void {
    if (this.isOpen) this.#socket.send(JSON.stringify(message), () => this.pace.sent());
  }

  #closed(code: number): void {
    this.#feed.closed(code === 1000);
    this.#watches.stop();
    this.#streams.stop();
    for (const leave of this.#leave.splice(0)) leave();
  }
}

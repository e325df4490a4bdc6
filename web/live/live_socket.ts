/**
 * One open live socket: frames and messages in, results and statuses out.
 *
 * @module
 */
import { FrameboxError, toFrameboxError } from "../../errors/mod.ts";
import type { Policy, Run, Session } from "../../hub/mod.ts";
import { Picture } from "../../image/mod.ts";
import { errorBody } from "../api/errors.ts";
import { runOf } from "../api/ids.ts";
import type { ByteAccount } from "../limits/byte_budget.ts";
import {
  chosenProcessor,
  processorOfRun,
  usualProcessor,
  type WebContext,
} from "../web_context.ts";
import { tellOfBox } from "./box_talk.ts";
import { Delivery } from "./delivery.ts";
import { Inbox, WINDOW } from "./inbox.ts";
import type { LiveQuery } from "./live_query.ts";
import { LiveRun, type Outlet } from "./live_run.ts";
import { CLOSE, type LivePeer, type ParkedRun } from "./live_sockets.ts";
import { Pace } from "./pace.ts";
import {
  readClientMessage,
  type ResultMessage,
  type Status,
  type StatusMessage,
} from "./protocol.ts";
import { Watches } from "./watches.ts";

/** Statuses are left out for a client that leaves so many bytes unread. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

/** Longest reason of a close frame, in bytes (RFC 6455, 5.5.1); our sentences are ASCII. */
const MAX_REASON = 123;

/** Lives as long as its WebSocket. */
export class LiveSocket implements LivePeer, Outlet {
  readonly session: Session;
  readonly format: "jpeg" | "png";
  readonly pace: Pace;
  readonly #socket: WebSocket;
  readonly #context: WebContext;
  readonly #policy: Policy;
  readonly #kind: LiveQuery["kind"];
  readonly #account: ByteAccount;
  readonly #inbox: Inbox;
  readonly #runs = new Set<LiveRun>();
  readonly #watches: Watches;
  readonly #leave: (() => void)[] = [];
  #processor: string | undefined;
  /** Takes the frames; none before the first frame and after `finish`. */
  #current: LiveRun | undefined;
  /** What an earlier socket of the run left. */
  #before: ParkedRun | undefined;
  /** Another socket goes on with its run, or may. */
  #isLost = false;
  /** Aborts when the frame count is reset. */
  #count = new AbortController();
  #received = 0;
  /** Of those, the ones for the run that takes frames now, with those of earlier sockets. */
  #receivedOfRun = 0;
  #windowTold = 0;

  /**
   * @param socket not yet open
   * @param leave called once it is closed
   */
  constructor(
    socket: WebSocket,
    session: Session,
    query: LiveQuery,
    context: WebContext,
    leave: () => void,
  ) {
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.session = session;
    this.#context = context;
    this.#policy = query.run?.policy ?? query.policy;
    this.#kind = query.kind;
    this.format = query.format;
    this.#processor = query.processor;
    this.pace = new Pace(() => socket.bufferedAmount, query.credit);
    this.#watches = new Watches(context, this);
    this.#account = context.budget.account();
    this.#inbox = new Inbox(this.#account, (done) => this.#tellWindow(done));
    this.#leave.push(leave, session.attach());
    socket.addEventListener("open", () => this.#opened(query));
    socket.addEventListener("message", (event) => this.#message(event.data));
    socket.addEventListener("close", (event) => this.#closed(event.code));
    // An error is always followed by a close, and says nothing that a log would need.
    socket.addEventListener("error", (event) => event.preventDefault());
  }

  say(status: Status): void {
    if (this.#socket.bufferedAmount <= MAX_UNREAD_BYTES) this.#send({ type: "status", ...status });
  }

  result(message: ResultMessage, picture: Uint8Array | undefined): void {
    this.#send(message);
    if (picture && this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(new Uint8Array(picture));
    }
  }

  follow(run: Run): void {
    this.say({ event: "started", run: run.id, kind: run.kind, processor: run.processor });
    this.#watches.follow(run);
  }

  release(run: Run): ParkedRun | undefined {
    const live = [...this.#runs].find((live) => live.run === run);
    return live && this.#park(live);
  }

  sayDraining(): void {
    this.say({ event: "draining" });
  }

  close(code: number, reason: string): void {
    if (this.#socket.readyState > WebSocket.OPEN) return;
    this.#socket.close(code, reason.slice(0, MAX_REASON));
  }

  #opened({ run, after }: LiveQuery): void {
    const { hub, live } = this.#context;
    if (run) this.#comeBack(run, after);
    this.#leave.push(live.add(this));
    this.say({
      event: "open",
      run: this.#current?.run.id ?? null,
      received: this.#receivedOfRun,
      seq: this.#current?.run.history.last ?? 0,
      processor: this.#current?.run.processor ?? this.#processor ??
        usualProcessor(this.#context),
      policy: this.#policy,
      draining: hub.draining,
    });
    this.#leave.push(tellOfBox(this.#context, (status) => this.say(status)));
    // Pictures whose answer the page waits for, though its connection was lost meanwhile.
    for (const open of this.session.runs) {
      if (open.kind === "image" && !open.ended.aborted) this.follow(open);
    }
    if (this.#policy === "lossless") this.#tellWindow(0);
    const { ended } = this.session;
    const end = () => this.close(CLOSE.goingAway, toFrameboxError(ended.reason).message);
    ended.addEventListener("abort", end, { once: true });
    this.#leave.push(() => ended.removeEventListener("abort", end));
    if (ended.aborted) end();
  }

  /** Goes on with a run; what got lost with its last socket comes again. */
  #comeBack(run: Run, after: number | undefined): void {
    const parked = this.#context.live.takeOver(run);
    if (run.ended.aborted && !parked) return;
    parked?.delivery.resume(after);
    const live = this.#carry(parked?.delivery ?? new Delivery(run));
    if (run.ended.aborted) {
      const { id, kind } = run;
      const reason = toFrameboxError(run.ended.reason).message;
      live.shown.then(() => this.say({ event: "ended", run: id, kind, reason }));
      return;
    }
    this.#current = live;
    this.#before = parked;
    this.#receivedOfRun = parked?.received ?? 0;
    // Frames that came by the old socket and still wait for room go first.
    if (parked && this.#policy === "lossless") this.#inbox.put(0, () => parked.settled);
  }

  #message(data: unknown): void {
    if (data instanceof ArrayBuffer) {
      this.#receivedOfRun++;
      this.#frame(new Uint8Array(data), this.#received++);
    } else if (typeof data === "string") {
      this.#tryOrSay(() => this.#text(data));
    }
  }

  #text(data: string): void {
    const message = readClientMessage(data);
    switch (message.type) {
      case "credit":
        return this.#credit(message.frames);
      case "processor":
        return this.#choose(message.processor);
      case "finish":
        if (this.#current) this.#current.received ??= this.#receivedOfRun;
        this.#receivedOfRun = 0;
        return this.#inOrder(() => {
          this.#current?.run.finish();
          this.#current = undefined;
        });
      case "cancel":
        // Deno tells nobody that the client of an upload has gone, so the page says it here.
        return this.#cancel(message.run);
      case "watch":
        return this.#watches.watch(runOf(this.session, message.run));
      case "unwatch":
        return this.#watches.unwatch(runOf(this.session, message.run));
      case "reset":
        return this.#reset();
    }
  }

  #cancel(id: string): void {
    const run = this.session.runs.find((run) => run.id === id);
    const job = run && this.#context.jobs.of(run);
    // A job that is completing its files has a run that has ended already.
    if (job) job.cancel();
    else run?.cancel("withdrawn");
  }

  /** Credit that is given after a result says that the page has it. */
  #credit(frames: number): void {
    let left = frames;
    for (const live of this.#runs) {
      left = live.delivery.acknowledge(left);
      if (left === 0) break;
    }
    this.pace.grant(frames);
  }

  #choose(name: string): void {
    this.#processor = chosenProcessor(this.#context, name);
    this.#current?.run.switchProcessor(this.#processor ?? usualProcessor(this.#context));
  }

  #reset(): void {
    this.#dropWaiting();
    this.#receivedOfRun = 0;
    // A video that is under way is none of this socket's.
    const run = this.#current?.run ??
      this.session.runs.findLast((run) => !this.#context.jobs.of(run));
    run?.reset().catch((caught) => this.#sayError(caught, null));
  }

  /** Frames that still wait to be pushed belong to the old count. */
  #dropWaiting(): void {
    this.#inbox.clear();
    this.#count.abort();
    this.#count = new AbortController();
    this.#before?.reset();
  }

  #frame(bytes: Uint8Array, sent: number): void {
    const { maxUploadBytes } = this.#context.options;
    try {
      if (bytes.byteLength > maxUploadBytes) throw tooLarge(maxUploadBytes);
      if (this.#policy === "latest") return void this.#push(bytes, sent);
      this.#inbox.put(Math.max(1, bytes.byteLength), () => this.#push(bytes, sent));
    } catch (caught) {
      this.#sayError(caught, sent);
      if (this.#policy === "lossless") this.#inbox.skip();
    }
  }

  /** Never rejects: what is wrong with a frame is told, and the next one comes. */
  async #push(bytes: Uint8Array, sent: number): Promise<void> {
    const { signal } = this.#count;
    try {
      const picture = Picture.fromFile(bytes, this.#context.options.imageLimits);
      await this.#running(sent).push(picture, sent, signal);
    } catch (caught) {
      if (!signal.aborted) this.#sayError(caught, sent);
    }
  }

  /** @param sent index of the message that wants a run: the first one, if that is a new run */
  #running(sent: number): LiveRun {
    if (this.#current && !this.#current.run.ended.aborted) return this.#current;
    if (this.#isLost) {
      throw new FrameboxError("FAILED_PRECONDITION", "The run has ended; start a new one.");
    }
    const run = this.session.start({
      kind: this.#kind,
      policy: this.#policy,
      ...processorOfRun(this.#context, this.#processor),
    });
    this.say({ event: "started", run: run.id, kind: run.kind, processor: run.processor });
    this.#receivedOfRun = this.#received - sent;
    const live = this.#current = this.#carry(new Delivery(run));
    // Of frames that were sent right before the close nobody wants to see results.
    if (this.#socket.readyState !== WebSocket.OPEN) this.#drop(live);
    return live;
  }

  #carry(delivery: Delivery): LiveRun {
    // Of runs that are over only the newest one's last results may still have to come again.
    for (const old of this.#runs) if (old.isShown) this.#drop(old);
    const live = new LiveRun(delivery, this.#context, this);
    this.#runs.add(live);
    return live;
  }

  #drop(live: LiveRun): void {
    live.stop();
    live.delivery.close();
    this.#runs.delete(live);
  }

  /** Shows a run no more, but keeps what its page has not seen. */
  #park(live: LiveRun): ParkedRun {
    this.#isLost = true;
    live.stop();
    this.#runs.delete(live);
    const isCurrent = live === this.#current;
    return {
      delivery: live.delivery,
      received: live.received ?? (isCurrent ? this.#receivedOfRun : 0),
      settled: this.#inbox.empty(),
      reset: () => this.#dropWaiting(),
      abandon: () => {
        live.delivery.close();
        if (isCurrent) this.#dropWaiting();
        live.run.finish();
      },
    };
  }

  #inOrder(work: () => void): void {
    if (this.#policy === "latest") return work();
    this.#inbox.put(0, () => Promise.resolve(work()));
  }

  #tellWindow(done: number): void {
    const frames = done + WINDOW;
    // Not each frame is worth a message; half a window is.
    if (this.#policy !== "lossless" || frames - this.#windowTold < WINDOW / 2) return;
    this.#windowTold = frames;
    this.say({ event: "window", frames });
  }

  #tryOrSay(work: () => void): void {
    try {
      work();
    } catch (caught) {
      this.#sayError(caught, null);
    }
  }

  #sayError(caught: unknown, sent: number | null): void {
    const error = toFrameboxError(caught);
    if (error.code === "INTERNAL") this.#context.log.error("live_failed", error);
    this.say({ event: "error", sent, run: null, frame: null, seq: null, ...errorBody(error) });
  }

  #send(message: ResultMessage | StatusMessage): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #closed(code: number): void {
    for (const live of [...this.#runs]) {
      if (code === 1000) this.#drop(live);
      else this.#context.live.park(this.#park(live));
    }
    this.#watches.stop();
    for (const leave of this.#leave.splice(0)) leave();
    // What came before the close still goes in its run; its data is kept though nobody looks.
    if (code === 1000) this.#inbox.empty().then(() => this.#current?.run.finish());
  }
}

function tooLarge(maxBytes: number): FrameboxError {
  return new FrameboxError(
    "RESOURCE_EXHAUSTED",
    `The frame is over the limit of ${maxBytes} bytes (setting MAX_UPLOAD_MB).`,
  );
}

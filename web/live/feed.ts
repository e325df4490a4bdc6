/**
 * The frames that come by one socket, on their way into its run, and that run's results. It knows
 * what an earlier socket of the run left, and leaves the same to the next one.
 *
 * @module
 */
import { because, FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import type { Policy, Run, Session } from "../../hub/mod.ts";
import { Picture } from "../../media/image/mod.ts";
import type { WebParts } from "../web_parts.ts";
import { Delivery } from "./delivery.ts";
import { Inbox, WINDOW } from "./inbox.ts";
import type { LiveQuery } from "./live_query.ts";
import { LiveRun, type LiveRunDeps, type Outlet } from "./live_run.ts";
import type { ParkedRun } from "./live_sockets.ts";

/** What it uses. */
export type FeedDeps = LiveRunDeps & Pick<WebParts, "choice" | "intake" | "live" | "longRuns">;

/** The socket, as its frames need it. */
export interface FeedOutlet extends Outlet {
  readonly isOpen: boolean;
  /** @param sent index of the message that is wrong; `null`: it was none with a frame */
  sendError(caught: unknown, sent: number | null): void;
}

/** See the module. */
export class Feed {
  readonly policy: Policy;
  readonly #session: Session;
  readonly #deps: FeedDeps;
  readonly #outlet: FeedOutlet;
  readonly #principal: LiveQuery["principal"];
  readonly #kind: LiveQuery["kind"];
  readonly #inbox: Inbox;
  readonly #runs = new Set<LiveRun>();
  /** What the user chose. */
  #processor: string | undefined;
  /** Takes the frames; none before the first frame and after {@linkcode Feed.finish}. */
  #current: LiveRun | undefined;
  /** What an earlier socket of the run left. */
  #before: ParkedRun | undefined;
  /** Another socket has resumed its run, or may. */
  #isLost = false;
  /** Aborts when the frame count is reset. */
  #count = new AbortController();
  #received = 0;
  /** Of those, the ones for the run that takes frames now, with those of earlier sockets. */
  #receivedOfRun = 0;
  #windowSent = 0;

  constructor(session: Session, query: LiveQuery, deps: FeedDeps, outlet: FeedOutlet) {
    this.#session = session;
    this.#deps = deps;
    this.#outlet = outlet;
    this.#principal = query.principal;
    this.#kind = query.kind;
    this.#processor = query.processor;
    this.policy = query.run?.policy ?? query.policy;
    this.#inbox = new Inbox(deps.intake.budget.account(), (done) => this.#sendWindow(done));
  }

  /** The run that takes the frames. */
  get run(): Run | undefined {
    return this.#current?.run;
  }

  /** Binary messages that came for it, by all its sockets. */
  get received(): number {
    return this.#receivedOfRun;
  }

  /** Who does the frames, or will. */
  get processor(): string {
    return this.run?.processor ?? this.#deps.choice.orUsual(this.#principal, this.#processor);
  }

  /** Resumes a run; what got lost with its last socket is sent again. */
  resume(run: Run, after: number | undefined): void {
    const parked = this.#deps.live.takeOver(run);
    if (run.ended.aborted && !parked) return;
    parked?.delivery.resume(after);
    const live = this.#carry(parked?.delivery ?? new Delivery(run));
    if (run.ended.aborted) {
      const { id, kind } = run;
      const reason = toFrameboxError(run.ended.reason).message;
      live.shown.then(() => this.#outlet.sendStatus({ event: "ended", run: id, kind, reason }));
      return;
    }
    this.#current = live;
    this.#before = parked;
    this.#receivedOfRun = parked?.received ?? 0;
    // Frames that came by the old socket and still wait for room go first.
    if (parked && this.policy === "lossless") this.#inbox.put(0, () => parked.settled);
  }

  /** The client may send from now on. */
  begin(): void {
    if (this.policy === "lossless") this.#sendWindow(0);
  }

  /** A binary message came. */
  take(bytes: Uint8Array): void {
    const sent = this.#received++;
    this.#receivedOfRun++;
    const { maxBytes } = this.#deps.intake;
    try {
      if (bytes.byteLength > maxBytes) throw tooLarge(maxBytes);
      if (this.policy === "latest") return void this.#push(bytes, sent);
      this.#inbox.put(Math.max(1, bytes.byteLength), () => this.#push(bytes, sent));
    } catch (caught) {
      this.#outlet.sendError(caught, sent);
      if (this.policy === "lossless") this.#inbox.skip();
    }
  }

  /** No more frames come for the run. */
  finish(): void {
    if (this.#current) this.#current.received ??= this.#receivedOfRun;
    this.#receivedOfRun = 0;
    this.#inOrder(() => {
      this.#current?.run.finish();
      this.#current = undefined;
    });
  }

  /**
   * Has another processor do what comes from now on.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` for an unknown one
   */
  choose(name: string): void {
    const { choice } = this.#deps;
    this.#processor = choice.chosen(this.#principal, name);
    this.run?.switchProcessor(choice.orUsual(this.#principal, this.#processor));
  }

  /** The frame count begins again. */
  reset(): void {
    this.#dropWaiting();
    this.#receivedOfRun = 0;
    // A video that is under way is none of this socket's.
    const run = this.run ?? this.#session.runs.findLast((run) => !this.#deps.longRuns.of(run));
    run?.reset().catch((caught) => this.#outlet.sendError(caught, null));
  }

  /** The page has received this many more results. */
  acknowledge(results: number): void {
    let left = results;
    for (const live of this.#runs) {
      left = live.delivery.acknowledge(left);
      if (left === 0) break;
    }
  }

  /** Shows a run no more and gives it on, if it is one of this socket's. */
  release(run: Run): ParkedRun | undefined {
    const live = [...this.#runs].find((live) => live.run === run);
    return live && this.#park(live);
  }

  /**
   * The socket is closed.
   *
   * @param isOver the client wants nothing more; else its page may come back
   */
  closed(isOver: boolean): void {
    for (const live of [...this.#runs]) {
      if (isOver) this.#drop(live);
      else this.#deps.live.park(this.#park(live));
    }
    // What came before the close still enters its run; its data is kept without a viewer.
    if (isOver) this.#inbox.empty().then(() => this.run?.finish());
  }

  /** Frames that still wait to be pushed belong to the old count. */
  #dropWaiting(): void {
    this.#inbox.clear();
    this.#count.abort();
    this.#count = new AbortController();
    this.#before?.reset();
  }

  /** Never rejects: what is wrong with a frame is sent as an error, and the next one comes. */
  async #push(bytes: Uint8Array, sent: number): Promise<void> {
    const { signal } = this.#count;
    try {
      const opened = this.#deps.intake.open(bytes, signal);
      // Others are pushed before anything else happens.
      const picture = opened instanceof Picture ? opened : await opened;
      const live = this.#running(sent);
      // A camera's frames are many, and none is asked for again. Beside the large messages of workers it gains
      // nothing: the system gets the memory back, and clears it before it gives it to the next message.
      if (this.policy === "latest" && !this.#deps.choice.isWorkers(live.run.processor)) {
        picture.own();
      }
      await live.push(picture, sent, signal);
    } catch (caught) {
      if (!signal.aborted) this.#outlet.sendError(caught, sent);
    }
  }

  /** @param sent index of the message that wants a run: the first one, if that is a new run */
  #running(sent: number): LiveRun {
    if (this.#current && !this.#current.run.ended.aborted) return this.#current;
    if (this.#isLost) {
      throw new FrameboxError(
        "FAILED_PRECONDITION",
        "The run has ended; start a new one.",
        undefined,
        because("run-ended"),
      );
    }
    const run = this.#session.start({
      kind: this.#kind,
      policy: this.policy,
      ...this.#deps.choice.ofRun(this.#principal, this.#processor),
    });
    const { id, kind, processor } = run;
    this.#outlet.sendStatus({ event: "started", run: id, kind, processor });
    this.#receivedOfRun = this.#received - sent;
    const live = this.#current = this.#carry(new Delivery(run));
    // Results of frames that were sent right before the close have no viewer.
    if (!this.#outlet.isOpen) this.#drop(live);
    return live;
  }

  #carry(delivery: Delivery): LiveRun {
    // Of runs that are over only the newest one's last results may still have to come again.
    for (const old of this.#runs) if (old.isShown) this.#drop(old);
    const live = new LiveRun(delivery, this.#deps, this.#outlet);
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
    if (this.policy === "latest") return work();
    this.#inbox.put(0, () => Promise.resolve(work()));
  }

  #sendWindow(done: number): void {
    const frames = done + WINDOW;
    // Not each frame is worth a message; half a window is.
    if (this.policy !== "lossless" || frames - this.#windowSent < WINDOW / 2) return;
    this.#windowSent = frames;
    this.#outlet.sendStatus({ event: "window", frames });
  }
}

function tooLarge(maxBytes: number): FrameboxError {
  return new FrameboxError(
    "RESOURCE_EXHAUSTED",
    `The frame is over the limit of ${maxBytes} bytes (setting MAX_UPLOAD_MB).`,
    undefined,
    because("upload-too-large", { limit_bytes: maxBytes }),
  );
}

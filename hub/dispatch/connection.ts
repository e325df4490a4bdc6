/**
 * One peer that takes frames and answers.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import type { FrameboxError } from "../../base/errors/mod.ts";
import type {
  AnswerOutcome,
  Connection,
  ConnectionOptions,
  FrameScale,
  HubOptions,
  IncomingResult,
  Lease,
  Prepare,
  ResultContent,
} from "../api/mod.ts";
import type { Draining } from "../base/draining.ts";
import type { MicrotaskQueue } from "../base/events.ts";
import type { InFlight } from "../base/in_flight.ts";
import type { Totals } from "../base/totals.ts";
import type { FramePeer, OpenFrame } from "../run/frame.ts";
import type { HubRun } from "../run/run.ts";
import type { RunIndex } from "../run/run_index.ts";
import type { Affinity } from "./affinity.ts";
import { HeldLeases } from "./held_leases.ts";
import { HubLease, type LeaseConnection } from "./lease.ts";
import { countLoss, workerGone, workerTimeout } from "./losses.ts";
import { matchResult } from "./matching.ts";
import { FramePreparer, type PreparerDeps } from "./preparer.ts";
import type { FrameQueue, Taker } from "./queue.ts";
import type { Worker, Workers } from "./workers.ts";

/** What a connection needs of the hub. */
export interface ConnectionDeps extends PreparerDeps {
  readonly options: Pick<
    HubOptions,
    "leaseTimeoutMs" | "reconnectGraceMs" | "maxDeliveries" | "maxLeases"
  >;
  readonly clock: Clock;
  readonly microtasks: MicrotaskQueue;
  readonly draining: Draining;
  readonly queue: FrameQueue<HubRun, OpenFrame>;
  readonly affinity: Affinity;
  readonly workers: Workers;
  readonly inFlight: Pick<InFlight, "changeLeases">;
  readonly totals: Pick<Totals, "lateResults">;
  readonly runs: Pick<RunIndex<HubRun>, "byHash">;
  /** A frame has left the queue. */
  readonly queueChanged: () => void;
}

/** {@linkcode Connection} of a worker or a built-in. */
export class HubConnection implements Connection, LeaseConnection, Taker<HubRun> {
  readonly name: string;
  readonly processors: readonly string[];
  readonly #options: ConnectionOptions;
  readonly #deps: ConnectionDeps;
  readonly #worker: Worker | undefined;
  readonly #held = new HeldLeases();
  readonly #preparer: FramePreparer;
  readonly #onGone: () => void;
  #isClosed = false;
  #cancelGrace: (() => void) | undefined;

  /** @param onGone called once it is closed and holds nothing */
  constructor(options: ConnectionOptions, deps: ConnectionDeps, onGone: () => void) {
    this.#options = options;
    this.#deps = deps;
    this.processors = options.processors;
    this.#worker = options.kind === "worker"
      ? deps.workers.connect(options.name, options.identity, options.processors)
      : undefined;
    this.name = this.#worker?.name ?? options.name;
    if (this.#worker) this.#worker.onInactive = () => this.#becameInactive();
    this.#onGone = onGone;
    this.#preparer = new FramePreparer(this, deps);
  }

  prepare(prepare: Prepare): void {
    this.#preparer.prepare = prepare;
  }

  answering(): void {
    if (!this.#isClosed) this.#preparer.answering();
  }

  accepts(run: HubRun): boolean {
    if (run.epoch.isCongested || !this.#mayServe(run)) return false;
    const bounds = this.#options.maxLeases ?? this.#deps.options.maxLeases;
    return this.#held.count(run) < bounds[run.policy];
  }

  take(signal: AbortSignal): Promise<Lease> {
    return this.#take(signal);
  }

  async takeBatch(signal: AbortSignal): Promise<readonly Lease[]> {
    // A batch is pushed with its first frame first: the others are in the queue when this resumes.
    const first = await this.#take(signal);
    const { frame, run } = first;
    const { batch } = frame;
    if (batch === undefined || first.isOver || !this.#mayStillServe(run)) return [first];
    const rest = this.#deps.queue.takeMatching(run, (other) => other.batch === batch);
    return [first, ...rest.map((frame) => this.#lease(run, frame))];
  }

  async #take(signal: AbortSignal): Promise<HubLease> {
    signal.throwIfAborted();
    if (this.#isClosed) throw closedReason();
    this.#deps.draining.check();
    const lease = await this.#next(signal);
    // The caller may have aborted since the frame was given.
    if (signal.aborted) lease.release();
    signal.throwIfAborted();
    if (this.#isClosed) throw closedReason();
    return lease;
  }

  async #next(signal: AbortSignal): Promise<HubLease> {
    const activity = this.#worker?.activity;
    activity?.changeWaitingCalls(1);
    try {
      this.#preparer.requested();
      const next = this.#deps.queue.take(this, (run, frame) => this.#lease(run, frame), signal);
      this.#preparer.given();
      return await next;
    } finally {
      activity?.changeWaitingCalls(-1);
    }
  }

  /** A frame has just left the queue. */
  #lease(run: HubRun, frame: OpenFrame): HubLease {
    const { affinity, clock, inFlight, microtasks, options, queueChanged, workers } = this.#deps;
    const lease = new HubLease(run, frame, this, microtasks);
    frame.epoch.begin(frame, lease);
    inFlight.changeLeases(1);
    this.#held.add(lease);
    if (this.#worker) workers.changeHeld(this.#worker, 1);
    if (this.#options.sticky) affinity.bind(run, this);
    lease.startDeadline(clock, this.#options.leaseTimeoutMs ?? options.leaseTimeoutMs);
    queueChanged();
    return lease;
  }

  async answer(result: IncomingResult): Promise<AnswerOutcome> {
    const { hash, frameNumber: named, content } = result;
    const run = this.#deps.runs.byHash(hash);
    if (!run) {
      this.#deps.workers.returnedWithdrawn(hash, this.#worker);
      return this.#late("unknown-run");
    }
    const { frames } = run.epoch;
    const number = matchResult({
      named,
      isAnswerable: (number) => frames.answerable(number) !== undefined,
      held: this.#held.ofRun(run).map(({ frame }) => frame.number),
      oldestAnswerable: () => frames.oldestAnswerable?.number,
    });
    const frame = number === undefined ? undefined : frames.answerable(number);
    if (frame) return await this.#complete(run, frame, content, frame.scaleOfResult(this));
    const isPast = named !== undefined && frames.isPast(named);
    return this.#late(isPast ? "already-answered" : "no-open-frame");
  }

  complete({ run, frame }: HubLease, content: ResultContent): Promise<AnswerOutcome> {
    return this.#complete(run, frame, content, frame.scaleTo(this));
  }

  /** @param scale how the frame was given to the peer that made the result */
  async #complete(
    run: HubRun,
    frame: OpenFrame,
    content: ResultContent,
    scale: FrameScale | undefined,
  ): Promise<AnswerOutcome> {
    const { epoch, holder, number, payload: { remarks } } = frame;
    if (!frame.isAnswerable) return this.#late(epoch.isOver ? "unknown-run" : "already-answered");
    // Another connection may bring a result, as with orchestrators: the work is the holder's.
    if (holder) holder.answered(this);
    else this.answered(this);
    const complete = {
      ...content,
      ...(scale && { scale }),
      ...(remarks.length > 0 && { remarks: [...remarks, ...content.remarks ?? []] }),
    };
    await epoch.complete(frame, complete, (holder?.peer ?? this).name);
    return { accepted: true, run, number };
  }

  /** A result that no frame gets. */
  #late(reason: Extract<AnswerOutcome, { accepted: false }>["reason"]): AnswerOutcome {
    this.#deps.totals.lateResults++;
    return { accepted: false, reason };
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#preparer.stop();
    const { affinity, clock, options, queue, workers } = this.#deps;
    queue.refuse(closedReason(), this);
    if (this.#worker) workers.disconnect(this.#worker);
    for (const leases of this.#held.byRun()) {
      const undelivered = leases.filter((lease) => !lease.wasDelivered);
      this.#lose(undelivered, "Its worker's connection closed before the frame arrived.");
    }
    affinity.releaseAll(this);
    queue.offerAll();
    if (this.#held.isEmpty) this.#onGone();
    else this.#cancelGrace = clock.after(options.reconnectGraceMs, () => this.#abandon());
  }

  delivered(): void {
    if (!this.#isClosed) this.#preparer.delivered();
  }

  answered(broughtBy: FramePeer): void {
    if (this.#worker) this.#deps.workers.answered(this.#worker);
    if (broughtBy !== this) this.answering();
  }

  lost(lease: HubLease, reason: string, error?: FrameboxError): void {
    this.#lose([lease], reason, error);
    this.#deps.queue.offerAll();
  }

  expired(lease: HubLease, timeoutMs: number): void {
    this.#deps.affinity.release(lease.run, this);
    const error = workerTimeout(this.name, timeoutMs);
    this.lost(lease, error.message, error);
  }

  ended(lease: HubLease, isWithdrawn: boolean): void {
    const { inFlight, workers } = this.#deps;
    this.#held.delete(lease);
    if (this.#worker) {
      if (isWithdrawn) this.#worker.activity.withdraw(lease.hash, lease.deadlineAt);
      workers.changeHeld(this.#worker, -1);
    }
    inFlight.changeLeases(-1);
    if (!this.#isClosed || !this.#held.isEmpty) return;
    this.#cancelGrace?.();
    this.#onGone();
  }

  offerNext(): void {
    this.#deps.queue.offerTo(this);
  }

  /** Leases of one run have ended without results. The caller then has the queue offer what waits. */
  #lose(leases: readonly HubLease[], reason: string, error?: FrameboxError): void {
    const { maxDeliveries } = this.#deps.options;
    const lost = leases.map(({ frame }) => {
      return { frame, failure: countLoss(frame, reason, error, maxDeliveries) };
    });
    lost[0]?.frame.epoch.giveBack(lost, reason, error?.because);
  }

  /** The peer has not come back within the grace time. */
  #abandon(): void {
    this.#cancelGrace = undefined;
    const error = workerGone();
    for (const leases of this.#held.byRun()) this.#lose(leases, error.message, error);
    this.#deps.queue.offerAll();
  }

  /** Runs that only it serves would wait for it in vain while others take frames. */
  #becameInactive(): void {
    this.#preparer.stop();
    this.#deps.affinity.releaseAll(this);
    this.#deps.queue.offerAll();
  }

  /** Whether it may get frames of a run, apart from the bound of its leases. */
  #mayServe(run: HubRun): boolean {
    return !this.#isClosed && (!this.#options.sticky || this.#deps.affinity.allows(run, this));
  }

  /** The same a moment after it got a frame of the run, which may have changed its processor since. */
  #mayStillServe(run: HubRun): boolean {
    return this.#mayServe(run) && this.processors.includes(run.processor);
  }
}

function closedReason(): DOMException {
  return new DOMException("The connection is closed.", "AbortError");
}

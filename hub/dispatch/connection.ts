/**
 * One peer that takes frames and answers.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import { Ahead } from "./ahead.ts";
import type { HubContext } from "../context.ts";
import type { HubLease } from "./lease.ts";
import { matchResult } from "./matching.ts";
import type { Taker } from "./queue.ts";
import type { HubRun } from "../run/run.ts";
import type {
  AnswerOutcome,
  Connection,
  ConnectionOptions,
  IncomingResult,
  Lease,
  Prepare,
} from "../api/mod.ts";
import type { Worker } from "./workers.ts";

/** {@linkcode Connection} of a worker or a built-in. */
export class HubConnection implements Connection, Taker<HubRun> {
  readonly name: string;
  readonly processors: readonly string[];
  readonly context: HubContext;
  readonly #options: ConnectionOptions;
  readonly #worker: Worker | undefined;
  /** Its leases by run, the oldest first. */
  readonly #held = new Map<HubRun, Set<HubLease>>();
  /** Runs that only it serves. */
  readonly #sticky = new Set<HubRun>();
  readonly #forget: () => void;
  readonly #ahead: Ahead;
  #closed = false;
  #cancelGrace: (() => void) | undefined;

  /** @param forget called once it is closed and holds nothing */
  constructor(options: ConnectionOptions, context: HubContext, forget: () => void) {
    this.context = context;
    this.#options = options;
    this.processors = options.processors;
    this.#worker = options.kind === "worker"
      ? context.workers.come(options.name, options.identity, options.processors)
      : undefined;
    this.name = this.#worker?.name ?? options.name;
    if (this.#worker) this.#worker.whenStopped = () => this.#stoppedAsking();
    this.#forget = forget;
    this.#ahead = new Ahead(this, context);
  }

  /** The deadline of its leases, if it has one of its own. */
  get leaseTimeoutMs(): number | undefined {
    return this.#options.leaseTimeoutMs;
  }

  prepare(prepare: Prepare): void {
    this.#ahead.prepare = prepare;
  }

  answering(): void {
    if (!this.#closed) this.#ahead.answering();
  }

  /** A frame has reached its peer. */
  delivered(): void {
    if (!this.#closed) this.#ahead.delivered();
  }

  accepts(run: HubRun): boolean {
    if (run.epoch.congested || !this.#mayHave(run)) return false;
    const bounds = this.#options.maxLeases ?? this.context.options.maxLeases;
    return (this.#held.get(run)?.size ?? 0) < bounds[run.policy];
  }

  take(signal: AbortSignal): Promise<Lease> {
    return this.#take(signal);
  }

  async takeBatch(signal: AbortSignal): Promise<readonly Lease[]> {
    // Who pushes a batch adds its first frame first: the others are there when this goes on.
    const first = await this.#take(signal);
    const { frame, run } = first;
    const { batch } = frame;
    if (batch === undefined || first.isOver || !this.#mayStillHave(run)) return [first];
    const rest = this.context.queue.takeAlong(run, (other) => other.batch === batch);
    return [first, ...rest.map((frame) => run.epoch.lease(frame, this))];
  }

  async #take(signal: AbortSignal): Promise<HubLease> {
    signal.throwIfAborted();
    if (this.#closed) throw closedReason();
    if (this.context.draining) throw drainingError();
    const lease = await this.#next(signal);
    // Between the giving and this line the caller may have gone.
    if (signal.aborted) lease.release();
    signal.throwIfAborted();
    if (this.#closed) throw closedReason();
    return lease;
  }

  /** The next frame; who waits for it is known to be asking. */
  async #next(signal: AbortSignal): Promise<HubLease> {
    const { queue } = this.context;
    const asking = this.#worker?.asking;
    asking?.waits(1);
    try {
      this.#ahead.asked();
      const next = queue.take(this, (run, frame) => run.epoch.lease(frame, this), signal);
      this.#ahead.given();
      return await next;
    } finally {
      asking?.waits(-1);
    }
  }

  async answer(result: IncomingResult): Promise<AnswerOutcome> {
    const { runs, totals } = this.context;
    const { hash, frameNumber: named, content } = result;
    const run = runs.get(hash);
    if (!run) {
      this.context.workers.gaveBack(hash, this.#worker);
      totals.lateResults++;
      return { accepted: false, reason: "unknown-run" };
    }
    const { epoch } = run;
    const number = matchResult({
      named,
      isOpen: (number) => epoch.open.get(number)?.open ?? false,
      held: [...this.#held.get(run) ?? []].map((lease) => lease.frame.number),
      oldestOpen: () => {
        for (const frame of epoch.open.values()) if (frame.open) return frame.number;
        return undefined;
      },
    });
    const frame = number === undefined ? undefined : epoch.open.get(number);
    if (frame) return await epoch.answer(frame, content, this, frame.scaleOfResult(this));
    totals.lateResults++;
    // A frame that is neither settled nor open was never given out, or its result is being kept.
    const answered = named !== undefined && named < epoch.next &&
      epoch.open.get(named)?.state !== "waiting";
    return { accepted: false, reason: answered ? "already-answered" : "no-open-frame" };
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#ahead.stop();
    const { context } = this;
    context.queue.refuse(closedReason(), this);
    if (this.#worker) context.workers.leave(this.#worker);
    for (const [run, leases] of [...this.#held]) {
      const undelivered = [...leases].filter((lease) => !lease.wasDelivered);
      if (undelivered.length === 0) continue;
      run.epoch.returned(undelivered, "Its worker's connection closed before the frame arrived.");
    }
    for (const run of [...this.#sticky]) run.unstick(this);
    context.queue.offerAll();
    if (this.#held.size === 0) this.#forget();
    else {
      const { clock, options } = context;
      this.#cancelGrace = clock.after(options.reconnectGraceMs, () => this.#graceOver());
    }
  }

  /** A lease of its own begins. */
  began(lease: HubLease): void {
    const { run } = lease;
    let held = this.#held.get(run);
    if (!held) this.#held.set(run, held = new Set());
    held.add(lease);
    if (this.#worker) this.context.workers.holds(this.#worker, 1);
    if (this.#options.sticky && run.sticksTo(this)) this.#sticky.add(run);
  }

  /** A lease of its own is over. `isWithdrawn`: nobody waits for the frame, which its peer doesn't know. */
  ended(lease: HubLease, isWithdrawn: boolean): void {
    const held = this.#held.get(lease.run);
    held?.delete(lease);
    if (held?.size === 0) this.#held.delete(lease.run);
    if (this.#worker) {
      if (isWithdrawn) this.#worker.asking.withdraws(lease.hash, lease.endsAt);
      this.context.workers.holds(this.#worker, -1);
    }
    if (this.#closed && this.#held.size === 0) {
      this.#cancelGrace?.();
      this.#forget();
    }
  }

  /** It has answered a frame. */
  answered(): void {
    if (this.#worker) this.context.workers.answered(this.#worker);
  }

  /** It no longer serves this run alone. */
  unstuck(run: HubRun): void {
    this.#sticky.delete(run);
  }

  /** Whether a run's frames may come here, whatever it holds already. */
  #mayHave(run: HubRun): boolean {
    if (this.#closed) return false;
    return !this.#options.sticky || run.servedBy === undefined || run.servedBy === this;
  }

  /** The same a moment after it got a frame of the run, which may have changed its processor. */
  #mayStillHave(run: HubRun): boolean {
    return this.#mayHave(run) && this.processors.includes(run.processor);
  }

  /** Runs that only it serves would wait for it in vain while others ask. */
  #stoppedAsking(): void {
    this.#ahead.stop();
    for (const run of [...this.#sticky]) run.unstick(this);
    this.context.queue.offerAll();
  }

  #graceOver(): void {
    this.#cancelGrace = undefined;
    for (const [run, leases] of [...this.#held]) run.epoch.abandoned([...leases]);
    this.context.queue.offerAll();
  }
}

/** What a take gets while framebox drains. */
export function drainingError(): FrameboxError {
  return new FrameboxError("UNAVAILABLE", "framebox is stopping; connect again later.");
}

function closedReason(): DOMException {
  return new DOMException("The connection is closed.", "AbortError");
}

/**
 * A frame that a connection holds.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import type { FrameboxError } from "../../base/errors/mod.ts";
import type { AnswerOutcome, FrameProgress, FrameScale, Lease, ResultContent } from "../api/mod.ts";
import type { MicrotaskQueue } from "../base/events.ts";
import type { FrameHolder, FramePeer, OpenFrame } from "../run/frame.ts";
import type { HubRun } from "../run/run.ts";

/** What a lease needs of its connection. */
export interface LeaseConnection extends FramePeer {
  /** The lease's frame has reached the peer. */
  delivered(): void;
  /** A result of a frame that it holds has come, brought by this peer. */
  answered(broughtBy: FramePeer): void;
  /** The peer gives the result. */
  complete(lease: HubLease, content: ResultContent): Promise<AnswerOutcome>;
  /** The peer gives no result. Without an error the frame did not reach it. */
  lost(lease: HubLease, reason: string, error?: FrameboxError): void;
  /** The deadline has passed. */
  expired(lease: HubLease, timeoutMs: number): void;
  /** The lease is over. */
  ended(lease: HubLease, isWithdrawn: boolean): void;
  /** It may get its next frame. */
  offerNext(): void;
}

/** {@linkcode Lease} of a connection. The frame's epoch decides what becomes of the frame. */
export class HubLease implements Lease, FrameHolder {
  readonly run: HubRun;
  readonly frame: OpenFrame;
  readonly peer: LeaseConnection;
  readonly delivery: number;
  readonly #microtasks: MicrotaskQueue;
  #deadlineAt = Infinity;
  #cancelDeadline: () => void = () => {};
  #reason: FrameboxError | undefined;
  #wasDelivered = false;
  #controller: AbortController | undefined;

  constructor(run: HubRun, frame: OpenFrame, peer: LeaseConnection, microtasks: MicrotaskQueue) {
    this.run = run;
    this.frame = frame;
    this.peer = peer;
    this.delivery = frame.failures + 1;
    this.#microtasks = microtasks;
  }

  get hash(): string {
    return this.frame.epoch.hash;
  }

  /** When it expires, by the hub's clock. */
  get deadlineAt(): number {
    return this.#deadlineAt;
  }

  /** Whether it has ended. */
  get isOver(): boolean {
    return this.#reason !== undefined;
  }

  /** Whether the frame has reached the peer. */
  get wasDelivered(): boolean {
    return this.#wasDelivered;
  }

  get over(): AbortSignal {
    // Made on request, since most leases end without a listener.
    this.#controller ??= new AbortController();
    if (this.#reason && !this.#controller.signal.aborted) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  /** Its time runs from now on. */
  startDeadline(clock: Clock, timeoutMs: number): void {
    this.#deadlineAt = clock.now() + timeoutMs;
    this.#cancelDeadline = clock.after(timeoutMs, () => this.peer.expired(this, timeoutMs));
  }

  givenAs(scale: FrameScale | undefined): void {
    this.frame.givenAs(this.peer, scale);
  }

  delivered(): void {
    this.#wasDelivered = true;
    if (!this.isOver) this.peer.delivered();
  }

  progress(progress: FrameProgress): void {
    if (!this.isOver) this.frame.epoch.progress(this.frame, progress);
  }

  complete(content: ResultContent): Promise<AnswerOutcome> {
    return this.peer.complete(this, content);
  }

  fail(error: FrameboxError, options: { readonly again: boolean }): void {
    if (this.isOver) return;
    if (options.again) this.peer.lost(this, error.message, error);
    else this.frame.epoch.fail(this.frame, error);
  }

  release(): void {
    if (!this.isOver) this.peer.lost(this, "It did not reach its worker.");
  }

  answered(broughtBy: FramePeer): void {
    this.peer.answered(broughtBy);
  }

  end(reason: FrameboxError, isWithdrawn: boolean): void {
    this.#reason = reason;
    this.#cancelDeadline();
    const controller = this.#controller;
    if (controller) this.#microtasks.add(() => controller.abort(reason));
    this.peer.ended(this, isWithdrawn);
  }

  offerNext(): void {
    this.peer.offerNext();
  }
}

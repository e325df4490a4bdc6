/**
 * A frame in somebody's hands.
 *
 * @module
 */
import type { FrameboxError } from "../../base/errors/mod.ts";
import type { HubConnection } from "./connection.ts";
import type { OpenFrame } from "../run/frame.ts";
import type { HubRun } from "../run/run.ts";
import type { AnswerOutcome, FrameScale, Lease, ResultContent } from "../api/mod.ts";

/** {@linkcode Lease} of a connection. The frame's epoch decides what becomes of it. */
export class HubLease implements Lease {
  readonly frame: OpenFrame;
  readonly connection: HubConnection;
  readonly delivery: number;
  /** When its deadline is, as the hub's clock counts. */
  endsAt = Infinity;
  /** Calls the deadline off. */
  cancelDeadline: () => void = () => {};
  #reason: FrameboxError | undefined;
  #delivered = false;
  #controller: AbortController | undefined;

  constructor(frame: OpenFrame, connection: HubConnection) {
    this.frame = frame;
    this.connection = connection;
    this.delivery = frame.failures + 1;
  }

  get run(): HubRun {
    return this.frame.epoch.run;
  }

  get hash(): string {
    return this.frame.epoch.hash;
  }

  /** Whether it has ended. */
  get isOver(): boolean {
    return this.#reason !== undefined;
  }

  /** Whether the frame has reached the peer. */
  get wasDelivered(): boolean {
    return this.#delivered;
  }

  get over(): AbortSignal {
    // Made only for those who ask: most leases end without anybody looking.
    this.#controller ??= new AbortController();
    if (this.#reason && !this.#controller.signal.aborted) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  givenAs(scale: FrameScale | undefined): void {
    this.frame.givenAs(this.connection, scale);
  }

  delivered(): void {
    this.#delivered = true;
    if (!this.isOver) this.connection.delivered();
  }

  complete(content: ResultContent): Promise<AnswerOutcome> {
    const { frame, connection } = this;
    return frame.epoch.answer(frame, content, connection, frame.scaleTo(connection));
  }

  fail(error: FrameboxError, options: { readonly again: boolean }): void {
    if (!this.isOver) this.frame.epoch.failed(this, error, options.again);
  }

  release(): void {
    if (this.isOver) return;
    this.frame.epoch.returned([this], "It did not reach its worker.");
    this.connection.context.queue.offerAll();
  }

  /** Ends it. Only the epoch calls this. `isWithdrawn`: nobody waits for its frame any more. */
  end(reason: FrameboxError, isWithdrawn = false): void {
    this.#reason = reason;
    this.cancelDeadline();
    this.connection.ended(this, isWithdrawn);
    const controller = this.#controller;
    if (controller) this.connection.context.afterwards.add(() => controller.abort(reason));
  }
}

/**
 * A consumer's place in a run's results.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Outcome, Policy, ResultReader } from "../api/mod.ts";

/** {@linkcode ResultReader} of a run: the run puts outcomes in, the consumer takes them out. */
export class Reader implements ResultReader {
  /** Whether the run's source waits while this reader is behind. */
  readonly delays: boolean;
  readonly #policy: Policy;
  readonly #onMoved: () => void;
  #unread: Outcome[] = [];
  /** Settles the call of `next` that waits. */
  #waiter: ((outcome: Outcome | undefined) => void) | undefined;
  /** Settle the calls of `ready` that wait. */
  #readyWaiters: (() => void)[] = [];
  #ended = false;
  #closed = false;
  #skipped = 0;

  /**
   * @param policy `latest` keeps one outcome, `lossless` all
   * @param onMoved called when something was read, or the reader was closed
   */
  constructor(policy: Policy, onMoved: () => void) {
    this.delays = policy === "lossless";
    this.#policy = policy;
    this.#onMoved = onMoved;
  }

  /** How many outcomes the consumer has not read yet. */
  get unread(): number {
    return this.#unread.length;
  }

  /** Whether the consumer has closed it. */
  get closed(): boolean {
    return this.#closed;
  }

  get skipped(): number {
    return this.#skipped;
  }

  /** A new outcome for the consumer. */
  put(outcome: Outcome): void {
    if (this.#waiter) {
      this.#settle(outcome);
      return;
    }
    if (this.#policy === "latest") {
      this.#skipped += this.#unread.length;
      this.#unread = [];
    }
    this.#unread.push(outcome);
    this.#notifyReady();
  }

  /** Counts a result that the consumer doesn't get, since a newer one was shown before it. */
  skip(): void {
    this.#skipped++;
  }

  /** Nothing comes any more; what is unread can still be read. */
  end(): void {
    this.#ended = true;
    this.#settle(undefined);
    this.#notifyReady();
  }

  /** Forgets what is unread, since the frame count was reset. */
  clear(): void {
    this.#unread = [];
    this.#skipped = 0;
  }

  async ready(signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    while (this.#unread.length === 0 && !this.#ended && !this.#closed) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const waiter = () => resolve();
      this.#readyWaiters.push(waiter);
      signal.addEventListener("abort", waiter, { once: true });
      await promise;
      signal.removeEventListener("abort", waiter);
      this.#readyWaiters = this.#readyWaiters.filter((other) => other !== waiter);
      signal.throwIfAborted();
    }
    return this.#unread.length > 0;
  }

  next(signal: AbortSignal): Promise<Outcome | undefined> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const outcome = this.#unread.shift();
    if (outcome) {
      this.#onMoved();
      return Promise.resolve(outcome);
    }
    if (this.#ended || this.#closed) return Promise.resolve(undefined);
    if (this.#waiter) {
      return Promise.reject(
        new FrameboxError(
          "FAILED_PRECONDITION",
          "This reader waits already; each consumer needs a reader of its own.",
        ),
      );
    }
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#waiter = undefined;
        reject(signal.reason);
      };
      signal.addEventListener("abort", abort, { once: true });
      this.#waiter = (outcome) => {
        signal.removeEventListener("abort", abort);
        resolve(outcome);
      };
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#unread = [];
    this.#settle(undefined);
    this.#notifyReady();
    this.#onMoved();
  }

  #notifyReady(): void {
    for (const waiter of this.#readyWaiters.splice(0)) waiter();
  }

  #settle(outcome: Outcome | undefined): void {
    const waiter = this.#waiter;
    this.#waiter = undefined;
    waiter?.(outcome);
  }
}

/**
 * Telling others what happened. Listeners run after the step that caused the event, never in the
 * middle of it, so whatever they call finds the hub in order.
 *
 * @module
 */
import type { Logger } from "../../base/log/mod.ts";

/** Runs small jobs in their order, right after the present step (as microtasks). */
export class Afterwards {
  readonly #log: Logger;
  #jobs: (() => void)[] = [];

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Adds a job; one that throws is logged and stops no other. */
  add(job: () => void): void {
    this.#jobs.push(job);
    if (this.#jobs.length === 1) queueMicrotask(() => this.#run());
  }

  #run(): void {
    const jobs = this.#jobs;
    this.#jobs = [];
    for (const job of jobs) {
      try {
        job();
      } catch (error) {
        this.#log.error("listener_failed", error);
      }
    }
  }
}

interface Subscription<E> {
  readonly listener: (event: E) => void;
  active: boolean;
}

/** Listeners of one kind of event. */
export class Emitter<E> {
  readonly #afterwards: Afterwards;
  /** Replaced, never changed: an event on its way keeps the list of its own moment. */
  #subscriptions: readonly Subscription<E>[] = [];

  constructor(afterwards: Afterwards) {
    this.#afterwards = afterwards;
  }

  /** Whether anybody listens. */
  get heard(): boolean {
    return this.#subscriptions.length > 0;
  }

  /** Events from now on. Returns the function that stops them. */
  subscribe(listener: (event: E) => void): () => void {
    const subscription = { listener, active: true };
    this.#subscriptions = [...this.#subscriptions, subscription];
    return () => {
      subscription.active = false;
      this.#subscriptions = this.#subscriptions.filter((other) => other !== subscription);
    };
  }

  /** Tells everybody who listens at this moment. */
  emit(event: E): void {
    for (const subscription of this.#subscriptions) {
      this.#afterwards.add(() => {
        if (subscription.active) subscription.listener(event);
      });
    }
  }
}

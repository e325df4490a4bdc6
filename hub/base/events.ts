/**
 * Events and their listeners. A listener runs after the step that emitted the event, never inside it, so
 * that it finds the hub in a consistent state.
 *
 * @module
 */
import type { Logger } from "../../base/log/mod.ts";

/** Runs small tasks in their order, as microtasks right after the present step. */
export class MicrotaskQueue {
  readonly #log: Logger;
  #tasks: (() => void)[] = [];

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Adds a task. One that throws is logged and stops no other. */
  add(task: () => void): void {
    this.#tasks.push(task);
    if (this.#tasks.length === 1) queueMicrotask(() => this.#run());
  }

  #run(): void {
    const tasks = this.#tasks;
    this.#tasks = [];
    for (const task of tasks) {
      try {
        task();
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
  readonly #microtasks: MicrotaskQueue;
  /** Replaced, never changed: an event that is being delivered keeps the list of its own moment. */
  #subscriptions: readonly Subscription<E>[] = [];

  constructor(microtasks: MicrotaskQueue) {
    this.#microtasks = microtasks;
  }

  /** Whether there is a listener. */
  get hasListeners(): boolean {
    return this.#subscriptions.length > 0;
  }

  /** Events from now on. Returns the function that unsubscribes. */
  subscribe(listener: (event: E) => void): () => void {
    const subscription = { listener, active: true };
    this.#subscriptions = [...this.#subscriptions, subscription];
    return () => {
      subscription.active = false;
      this.#subscriptions = this.#subscriptions.filter((other) => other !== subscription);
    };
  }

  /** Notifies all present listeners. */
  emit(event: E): void {
    for (const subscription of this.#subscriptions) {
      this.#microtasks.add(() => {
        if (subscription.active) subscription.listener(event);
      });
    }
  }
}

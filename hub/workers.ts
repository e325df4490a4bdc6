/**
 * Who is connected, as people see it: a worker is more than its connection, for it may come back
 * on another one.
 *
 * @module
 */
import type { Clock } from "./clock.ts";
import type { Emitter } from "./events.ts";
import type { HubEvent, WorkerInfo } from "./types.ts";

/** At most four `workers` events a second. */
const QUIET_MS = 250;

/** A worker that is there, or left less than the grace time ago. */
export interface Worker {
  readonly name: string;
  readonly identity: string | undefined;
  readonly since: Date;
  processors: readonly string[];
  framesDone: number;
  inHand: number;
  /** Forgets it after the grace time; set while it has gone. */
  cancelLeaving: (() => void) | undefined;
}

/** All workers of a hub. */
export class Workers {
  readonly #clock: Clock;
  readonly #graceMs: number;
  readonly #events: Emitter<HubEvent>;
  readonly #workers = new Map<string, Worker>();
  #cancelEvent: (() => void) | undefined;
  #unsaid = false;

  /** @param graceMs for how long a worker that has gone may come back as the same */
  constructor(clock: Clock, graceMs: number, events: Emitter<HubEvent>) {
    this.#clock = clock;
    this.#graceMs = graceMs;
    this.#events = events;
  }

  /** A worker connects: a new one, or one that left and comes back within the grace time. */
  come(name: string, identity: string | undefined, processors: readonly string[]): Worker {
    const known = this.#leaving(identity);
    if (known) {
      known.cancelLeaving?.();
      known.cancelLeaving = undefined;
      known.processors = processors;
      this.#changed();
      return known;
    }
    const worker: Worker = {
      name: this.#freeName(name),
      identity,
      since: this.#clock.date(),
      processors,
      framesDone: 0,
      inHand: 0,
      cancelLeaving: undefined,
    };
    this.#workers.set(worker.name, worker);
    this.#events.emit({ type: "worker-came", name: worker.name });
    return worker;
  }

  /** Its connection has closed. */
  leave(worker: Worker): void {
    worker.cancelLeaving = this.#clock.after(this.#graceMs, () => {
      this.#workers.delete(worker.name);
      this.#events.emit({ type: "worker-left", name: worker.name });
    });
    this.#changed();
  }

  /** It got a frame (1) or is rid of one (-1). */
  holds(worker: Worker, change: 1 | -1): void {
    worker.inHand += change;
    this.#changed();
  }

  /** It gave a result. */
  answered(worker: Worker): void {
    worker.framesDone++;
    this.#changed();
  }

  /** Whether a worker takes frames of this processor; one that may come back counts. */
  serve(processor: string): boolean {
    for (const worker of this.#workers.values()) {
      if (worker.processors.includes(processor)) return true;
    }
    return false;
  }

  /** As people see them, the first to come first. */
  list(): WorkerInfo[] {
    return [...this.#workers.values()].map(
      ({ name, since, framesDone, inHand, cancelLeaving }) => {
        return { name, since, framesDone, inHand, leaving: cancelLeaving !== undefined };
      },
    );
  }

  /** Sets no timer any more. */
  close(): void {
    this.#cancelEvent?.();
    this.#cancelEvent = undefined;
    for (const worker of this.#workers.values()) worker.cancelLeaving?.();
    this.#workers.clear();
  }

  #leaving(identity: string | undefined): Worker | undefined {
    if (identity === undefined) return undefined;
    for (const worker of this.#workers.values()) {
      if (worker.identity === identity && worker.cancelLeaving) return worker;
    }
    return undefined;
  }

  #freeName(name: string): string {
    if (!this.#workers.has(name)) return name;
    let number = 2;
    while (this.#workers.has(`${name}-${number}`)) number++;
    return `${name}-${number}`;
  }

  /** Says so at once, but not again before some time has passed. */
  #changed(): void {
    if (!this.#events.heard) return;
    if (this.#cancelEvent) {
      this.#unsaid = true;
      return;
    }
    this.#unsaid = false;
    this.#events.emit({ type: "workers" });
    this.#cancelEvent = this.#clock.after(QUIET_MS, () => {
      this.#cancelEvent = undefined;
      if (this.#unsaid) this.#changed();
    });
  }
}

/**
 * Connected workers, as users see them. A worker is more than its connection, for it may come back on
 * another one.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import type { GoneWorker, HubEvent, WorkerInfo } from "../api/mod.ts";
import type { Emitter } from "../base/events.ts";
import { WorkerActivity } from "./worker_activity.ts";

/** At most four `workers` events a second. */
const EVENT_INTERVAL_MS = 250;

/** A worker that is connected, or left less than the grace time ago. */
export interface Worker {
  readonly name: string;
  readonly identity: string | undefined;
  readonly since: Date;
  processors: readonly string[];
  framesDone: number;
  readonly activity: WorkerActivity;
  /** Called when it has become inactive. */
  onInactive: () => void;
  /** Stops the timer that removes it after the grace time; set while it is away. */
  cancelRemoval: (() => void) | undefined;
}

/** Times of workers, in milliseconds. */
export interface WorkerTimes {
  /** For how long a worker that has left may come back as the same. */
  readonly graceMs: number;
  /** The idle time after which a worker is inactive. */
  readonly idleLimitMs: number;
}

/** All workers of a hub. */
export class Workers {
  readonly #clock: Clock;
  readonly #times: WorkerTimes;
  readonly #events: Emitter<HubEvent>;
  readonly #workers = new Map<string, Worker>();
  #gone: GoneWorker | undefined;
  #cancelEvent: (() => void) | undefined;
  #isEventDue = false;

  constructor(clock: Clock, times: WorkerTimes, events: Emitter<HubEvent>) {
    this.#clock = clock;
    this.#times = times;
    this.#events = events;
  }

  /** A worker connects: a new one, or one that left and comes back within the grace time. */
  connect(name: string, identity: string | undefined, processors: readonly string[]): Worker {
    this.#gone = undefined;
    const known = this.#away(identity);
    if (known) {
      known.cancelRemoval?.();
      known.cancelRemoval = undefined;
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
      activity: new WorkerActivity(this.#clock, this.#times.idleLimitMs, (isInactive) => {
        if (isInactive) this.#becameInactive(worker);
        else this.#changed();
      }),
      onInactive: () => {},
      cancelRemoval: undefined,
    };
    this.#workers.set(worker.name, worker);
    this.#events.emit({ type: "worker-came", name: worker.name });
    return worker;
  }

  /** Its connection has closed. */
  disconnect(worker: Worker): void {
    worker.cancelRemoval = this.#clock.after(this.#times.graceMs, () => {
      worker.activity.close();
      this.#workers.delete(worker.name);
      this.#gone = { name: worker.name, stoppedAskingAt: worker.activity.lastRequestAt };
      this.#events.emit({ type: "worker-left", name: worker.name });
    });
    this.#changed();
  }

  /** A lease of it begins (1) or is over (-1). */
  changeHeld(worker: Worker, change: 1 | -1): void {
    worker.activity.changeHeld(change);
    this.#changed();
  }

  /** It gave a result. */
  answered(worker: Worker): void {
    worker.framesDone++;
    this.#changed();
  }

  /** The result of a withdrawn frame has come: the worker that brought it held it, or another one did. */
  returnedWithdrawn(hash: string, broughtBy: Worker | undefined): void {
    if (broughtBy?.activity.returnedWithdrawn(hash)) return;
    for (const { activity } of this.#workers.values()) if (activity.returnedWithdrawn(hash)) return;
  }

  /** Whether a worker takes frames of this processor; one that may come back counts. */
  haveOneFor(processor: string): boolean {
    for (const worker of this.#workers.values()) {
      if (worker.processors.includes(processor)) return true;
    }
    return false;
  }

  /** As users see them, the first to come first. */
  list(): WorkerInfo[] {
    return [...this.#workers.values()].map(
      ({ name, since, framesDone, activity, cancelRemoval }) => {
        const leaving = cancelRemoval !== undefined;
        // A closed connection makes no request.
        const leftAt = leaving && activity.held === 0 ? activity.lastRequestAt : undefined;
        const stoppedAskingAt = activity.inactiveSince ?? leftAt;
        return { name, since, framesDone, framesHeld: activity.held, leaving, stoppedAskingAt };
      },
    );
  }

  /** The worker that left last, while none has come since. */
  get gone(): GoneWorker | undefined {
    return this.#gone;
  }

  /** Sets no timer any more. */
  close(): void {
    this.#cancelEvent?.();
    this.#cancelEvent = undefined;
    for (const worker of this.#workers.values()) {
      worker.cancelRemoval?.();
      worker.activity.close();
    }
    this.#workers.clear();
  }

  #becameInactive(worker: Worker): void {
    if (worker.cancelRemoval) return;
    this.#events.emit({ type: "worker-stopped", name: worker.name });
    worker.onInactive();
  }

  #away(identity: string | undefined): Worker | undefined {
    if (identity === undefined) return undefined;
    for (const worker of this.#workers.values()) {
      if (worker.identity === identity && worker.cancelRemoval) return worker;
    }
    return undefined;
  }

  #freeName(name: string): string {
    if (!this.#workers.has(name)) return name;
    let number = 2;
    while (this.#workers.has(`${name}-${number}`)) number++;
    return `${name}-${number}`;
  }

  /** Emits at once; further changes are gathered for a while. */
  #changed(): void {
    if (!this.#events.hasListeners) return;
    if (this.#cancelEvent) {
      this.#isEventDue = true;
      return;
    }
    this.#isEventDue = false;
    this.#events.emit({ type: "workers" });
    this.#cancelEvent = this.#clock.after(EVENT_INTERVAL_MS, () => {
      this.#cancelEvent = undefined;
      if (this.#isEventDue) this.#changed();
    });
  }
}

/**
 * Who is connected, as people see it: a worker is more than its connection, for it may come back
 * on another one.
 *
 * @module
 */
import { Asking } from "./asking.ts";
import type { Clock } from "../../base/clock/mod.ts";
import type { Emitter } from "../base/events.ts";
import type { GoneWorker, HubEvent, WorkerInfo } from "../api/mod.ts";

/** At most four `workers` events a second. */
const QUIET_MS = 250;

/** A worker that is there, or left less than the grace time ago. */
export interface Worker {
  readonly name: string;
  readonly identity: string | undefined;
  readonly since: Date;
  processors: readonly string[];
  framesDone: number;
  readonly asking: Asking;
  /** Called when it has stopped asking for frames. */
  whenStopped: () => void;
  /** Forgets it after the grace time; set while it has gone. */
  cancelLeaving: (() => void) | undefined;
}

/** Times of workers, in milliseconds. */
export interface WorkerTimes {
  /** For how long a worker that has gone may come back as the same. */
  readonly graceMs: number;
  /** A worker that is idle for so long has stopped asking for frames. */
  readonly stoppedAskingMs: number;
}

/** All workers of a hub. */
export class Workers {
  readonly #clock: Clock;
  readonly #times: WorkerTimes;
  readonly #events: Emitter<HubEvent>;
  readonly #workers = new Map<string, Worker>();
  #gone: GoneWorker | undefined;
  #cancelEvent: (() => void) | undefined;
  #unsaid = false;

  constructor(clock: Clock, times: WorkerTimes, events: Emitter<HubEvent>) {
    this.#clock = clock;
    this.#times = times;
    this.#events = events;
  }

  /** A worker connects: a new one, or one that left and comes back within the grace time. */
  come(name: string, identity: string | undefined, processors: readonly string[]): Worker {
    this.#gone = undefined;
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
      asking: new Asking(this.#clock, this.#times.stoppedAskingMs, (stopped) => {
        if (stopped) this.#stopped(worker);
        else this.#changed();
      }),
      whenStopped: () => {},
      cancelLeaving: undefined,
    };
    this.#workers.set(worker.name, worker);
    this.#events.emit({ type: "worker-came", name: worker.name });
    return worker;
  }

  /** Its connection has closed. */
  leave(worker: Worker): void {
    worker.cancelLeaving = this.#clock.after(this.#times.graceMs, () => {
      worker.asking.close();
      this.#workers.delete(worker.name);
      this.#gone = { name: worker.name, stoppedAskingAt: worker.asking.lastAsked };
      this.#events.emit({ type: "worker-left", name: worker.name });
    });
    this.#changed();
  }

  /** It got a frame (1) or is rid of one (-1). */
  holds(worker: Worker, change: 1 | -1): void {
    worker.asking.holds(change);
    this.#changed();
  }

  /** It gave a result. */
  answered(worker: Worker): void {
    worker.framesDone++;
    this.#changed();
  }

  /** A result has come for a frame that nobody waits for any more: `from` had it, or one of the others. */
  gaveBack(hash: string, from: Worker | undefined): void {
    if (from?.asking.gaveBack(hash)) return;
    for (const worker of this.#workers.values()) if (worker.asking.gaveBack(hash)) return;
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
      ({ name, since, framesDone, asking, cancelLeaving }) => {
        const leaving = cancelLeaving !== undefined;
        // Nobody asks by a connection that has closed.
        const hasGone = leaving && asking.inHand === 0 ? asking.lastAsked : undefined;
        const stoppedAskingAt = asking.stoppedAt ?? hasGone;
        return { name, since, framesDone, inHand: asking.inHand, leaving, stoppedAskingAt };
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
      worker.cancelLeaving?.();
      worker.asking.close();
    }
    this.#workers.clear();
  }

  #stopped(worker: Worker): void {
    if (worker.cancelLeaving) return;
    this.#events.emit({ type: "worker-stopped", name: worker.name });
    worker.whenStopped();
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

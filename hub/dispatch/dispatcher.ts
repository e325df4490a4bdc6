/**
 * Composes this room: the queue, the workers and the connections of one hub.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import type { ConnectionOptions, HubEvent, HubOptions } from "../api/mod.ts";
import type { ByteBudget } from "../base/byte_budget.ts";
import type { Draining } from "../base/draining.ts";
import type { Emitter, MicrotaskQueue } from "../base/events.ts";
import type { InFlight } from "../base/in_flight.ts";
import type { Totals } from "../base/totals.ts";
import type { OpenFrame } from "../run/frame.ts";
import type { FrameQueueing } from "../run/frame_queueing.ts";
import type { HubRun } from "../run/run.ts";
import type { RunIndex } from "../run/run_index.ts";
import { Affinity } from "./affinity.ts";
import { type ConnectionDeps, HubConnection } from "./connection.ts";
import { Positions } from "./positions.ts";
import { FramePreparers } from "./preparer.ts";
import { FrameQueue } from "./queue.ts";
import { RunQueue, type RunQueueDeps } from "./run_queue.ts";
import { Workers } from "./workers.ts";

/** What dispatching needs of the hub. */
export interface DispatcherDeps {
  readonly options: ConnectionDeps["options"] & Pick<HubOptions, "affinity" | "stoppedAskingMs">;
  readonly clock: Clock;
  readonly microtasks: MicrotaskQueue;
  readonly events: Emitter<HubEvent>;
  readonly draining: Draining;
  readonly frameBytes: Pick<ByteBudget, "used" | "fits">;
  readonly inFlight: Pick<InFlight, "changeLeases">;
  readonly totals: Pick<Totals, "lateResults">;
  readonly runs: Pick<RunIndex<HubRun>, "byHash">;
}

/** Brings the frames of runs to the peers that take them. */
export class Dispatcher {
  /** The workers, as users see them. */
  readonly workers: Workers;
  readonly #queue = new FrameQueue<HubRun, OpenFrame>();
  readonly #positions: Positions;
  readonly #runQueueDeps: RunQueueDeps;
  readonly #connectionDeps: ConnectionDeps;
  readonly #connections = new Set<HubConnection>();

  constructor(deps: DispatcherDeps) {
    const { clock, events, microtasks, options } = deps;
    this.workers = new Workers(clock, {
      graceMs: options.reconnectGraceMs,
      idleLimitMs: options.stoppedAskingMs,
    }, events);
    const queue = this.#queue;
    const affinity = new Affinity(options.affinity);
    const preparers = new FramePreparers(microtasks);
    const positions = this.#positions = new Positions(clock, queue);
    const queueChanged = () => {
      positions.changed();
      preparers.changed();
    };
    this.#runQueueDeps = { queue, affinity, positions, queueChanged };
    const { workers } = this;
    this.#connectionDeps = { ...deps, queue, affinity, preparers, workers, queueChanged };
  }

  /** Counts of the frames that wait, by processor. */
  get waitingCounts(): Readonly<Record<string, number>> {
    return this.#queue.counts;
  }

  /** The place of a new run in the queue. */
  queueFor(run: HubRun): FrameQueueing {
    return new RunQueue(run, this.#runQueueDeps);
  }

  /** A peer that takes frames is connected. */
  connect(options: ConnectionOptions): HubConnection {
    const connection: HubConnection = new HubConnection(options, this.#connectionDeps, () => {
      this.#connections.delete(connection);
    });
    this.#connections.add(connection);
    return connection;
  }

  /** Rejects all calls that wait for a frame. */
  refuse(reason: unknown): void {
    this.#queue.refuse(reason);
  }

  /** Closes all connections and sets no timer any more. */
  close(): void {
    for (const connection of [...this.#connections]) connection.close();
    this.workers.close();
    this.#positions.close();
  }
}

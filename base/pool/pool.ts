/**
 * Module workers that share a queue of tasks.
 *
 * @module
 */

import { because, FrameboxError } from "../errors/mod.ts";
import { asError, type Task, type TaskAnswer } from "./task.ts";
import { WorkerHandle } from "./worker_handle.ts";

/** Where a pool reports; a `Logger` fits. */
export interface PoolLog {
  /** One event, what caused it, and its fields. */
  error(
    event: string,
    error: unknown,
    fields: Readonly<Record<string, string | number | boolean | undefined>>,
  ): void;
}

/** How a pool is made. */
export interface PoolOptions {
  /** How many workers; {@linkcode defaultPoolSize} is a good number. Setting `POOL_SIZE`. */
  readonly size: number;
  /** The module that calls {@linkcode serveTasks}. */
  readonly entry: URL | string;
  /** Of the workers, for debuggers. */
  readonly name?: string;
  /** How many tasks may wait; 256 if left out. */
  readonly maxQueued?: number;
  /** How long a task may run, 30 s if left out; waiting doesn't count. */
  readonly taskTimeoutMs?: number;
  /**
   * Sent to each worker before its first task: plain data, see {@linkcode ServeOptions.warm}.
   */
  readonly setup?: unknown;
  /** Receives an event for each worker that crashes. */
  readonly log?: PoolLog;
}

/** How a task is run. */
export interface TaskOptions {
  /** Buffers of the input that are handed over instead of copied; the caller loses them. */
  readonly transfer?: readonly Transferable[];
  /** Its abort rejects the task's promise with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** As many workers as cores, at least 2 and at most 4: more only help with many cameras at once. */
export function defaultPoolSize(): number {
  return Math.max(2, Math.min(4, navigator.hardwareConcurrency));
}

interface Queued {
  readonly task: string;
  readonly input: unknown;
  readonly transfer: readonly Transferable[];
  readonly settle: (result: TaskAnswer | FrameboxError) => void;
}

const DEFAULT_MAX_QUEUED = 256;
const DEFAULT_TASK_TIMEOUT_MS = 30_000;

/**
 * Runs tasks in workers, each worker one at a time, in the order of {@linkcode Pool.run}.
 *
 * The workers start at once, so that the first picture finds them ready, and wait without using the
 * processor. One that crashes, or works on a task for too long, is ended and replaced: its task
 * fails, the others don't notice.
 */
export class Pool {
  readonly #options: PoolOptions;
  readonly #workers = new Set<WorkerHandle>();
  /** A Set keeps its order and removes an aborted task at once. */
  readonly #queue = new Set<Queued>();
  #closed = false;

  /**
   * Starts the workers.
   *
   * @throws {RangeError} when `size` is not a whole number of at least 1
   */
  constructor(options: PoolOptions) {
    if (!Number.isSafeInteger(options.size) || options.size < 1) {
      throw new RangeError(`A pool has at least one worker, not ${options.size}.`);
    }
    this.#options = options;
    this.#fill();
  }

  /** Tasks that wait for a worker. */
  get queued(): number {
    return this.#queue.size;
  }

  /** Whether a task would be begun at once: a worker is idle, and no task waits. */
  get isFree(): boolean {
    if (this.#queue.size > 0) return false;
    for (const worker of this.#workers) if (worker.state === "idle") return true;
    return false;
  }

  /** Tasks that a worker is running. */
  get busy(): number {
    let busy = 0;
    for (const worker of this.#workers) if (worker.state === "busy") busy++;
    return busy;
  }

  /**
   * Runs a task in the next free worker.
   *
   * @returns what its handler gave as `output`
   * @throws {FrameboxError} what the handler threw; `RESOURCE_EXHAUSTED` when the queue is full,
   *   `DEADLINE_EXCEEDED` when it ran too long, `INTERNAL` when its worker crashed, `UNAVAILABLE`
   *   when the pool is closed
   * @throws the signal's reason when it aborts; a task that runs by then is finished, and its
   *   answer dropped
   */
  run<In, Out>(task: Task<In, Out>, input: In, options: TaskOptions = {}): Promise<Out> {
    const { signal, transfer = [] } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#closed) return Promise.reject(closedError());
    const maxQueued = this.#options.maxQueued ?? DEFAULT_MAX_QUEUED;
    if (this.#queue.size >= maxQueued) {
      return Promise.reject(
        new FrameboxError(
          "RESOURCE_EXHAUSTED",
          `framebox has ${maxQueued} pictures waiting to be worked on; try again in a moment.`,
          undefined,
          because("too-many-frames"),
        ),
      );
    }
    return new Promise<Out>((resolve, reject) => {
      const abort = () => {
        this.#queue.delete(queued);
        reject(signal?.reason);
      };
      const queued: Queued = {
        task: task.name,
        input,
        transfer,
        settle: (result) => {
          signal?.removeEventListener("abort", abort);
          if (result instanceof FrameboxError) reject(result);
          else if (result.kind === "error") reject(asError(result));
          // The worker's entry serves this same task object, whose handler gives an Out.
          else if (result.kind === "output") resolve(result.output as Out);
        },
      };
      signal?.addEventListener("abort", abort, { once: true });
      this.#queue.add(queued);
      this.#fill();
      this.#next();
    });
  }

  /** Ends all workers. Tasks that wait or run are rejected with `UNAVAILABLE`. */
  close(): Promise<void> {
    this.#closed = true;
    for (const worker of this.#workers) worker.end(closedError());
    this.#workers.clear();
    for (const queued of this.#queue) queued.settle(closedError());
    this.#queue.clear();
    return Promise.resolve();
  }

  /** Starts workers in place of those that are gone. */
  #fill(): void {
    while (this.#workers.size < this.#options.size) this.#workers.add(this.#start());
  }

  #start(): WorkerHandle {
    const worker: WorkerHandle = new WorkerHandle({
      entry: this.#options.entry,
      name: this.#options.name ?? "pool",
      taskTimeoutMs: this.#options.taskTimeoutMs ?? DEFAULT_TASK_TIMEOUT_MS,
      setup: this.#options.setup,
      onIdle: () => this.#next(),
      onGone: (error, wasReady) => this.#gone(worker, error, wasReady),
    });
    return worker;
  }

  #gone(worker: WorkerHandle, error: FrameboxError, wasReady: boolean): void {
    this.#workers.delete(worker);
    this.#options.log?.error("pool_worker_gone", error, {
      pool: this.#options.name,
      ready: wasReady,
    });
    if (wasReady) {
      this.#fill();
    } else if (this.#workers.size === 0) {
      // None can start: fail what waits instead of starting for ever. The next task tries again.
      for (const queued of this.#queue) queued.settle(error);
      this.#queue.clear();
    }
  }

  #next(): void {
    for (const worker of this.#workers) {
      if (this.#queue.size === 0) return;
      if (worker.state !== "idle") continue;
      for (const queued of this.#queue) {
        this.#queue.delete(queued);
        worker.give(queued.task, queued.input, queued.transfer, queued.settle);
        break;
      }
    }
  }
}

function closedError(): FrameboxError {
  return new FrameboxError(
    "UNAVAILABLE",
    "framebox is stopping; try again when it is back.",
    undefined,
    because("draining"),
  );
}

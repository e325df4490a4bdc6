/**
 * A task is work for a pool's worker. One object names it on the calling side and holds its handler
 * for the serving side, so that both agree on the types.
 *
 * @module
 */

import { type ErrorCode, type ErrorReason, FrameboxError, toFrameboxError } from "../errors/mod.ts";

/** What a handler gives back. */
export interface TaskResult<Out> {
  /** What the asking side gets. */
  readonly output: Out;
  /** Buffers of `output` that are handed over instead of copied; the worker loses them. */
  readonly transfer?: readonly Transferable[];
}

/** A named piece of work: `In` and `Out` are what `structuredClone` can carry. */
export interface Task<In, Out> {
  /** Unique in a worker; by part: `image.decode`. */
  readonly name: string;
  /** Written as a method, so that tasks of all types fit one list. */
  handle(input: In): TaskResult<Out> | Promise<TaskResult<Out>>;
}

/** A task of whatever types, for lists. */
export type AnyTask = Task<unknown, unknown>;

/** Makes a task. */
export function defineTask<In, Out>(
  name: string,
  handler: (input: In) => TaskResult<Out> | Promise<TaskResult<Out>>,
): Task<In, Out> {
  return { name, handle: handler };
}

/** What the pool sends to its worker: its setup, once and first, then tasks. */
export type PoolMessage = SetupMessage | TaskRequest;

/** What the worker needs to know before its first task. */
export interface SetupMessage {
  readonly kind: "setup";
  /** {@linkcode PoolOptions.setup}, as `structuredClone` carries it. */
  readonly setup: unknown;
}

/** One task. */
export interface TaskRequest {
  readonly kind: "task";
  readonly id: number;
  readonly task: string;
  readonly input: unknown;
}

/** What a worker sends to its pool. */
export type TaskAnswer =
  | { readonly kind: "ready" }
  | { readonly kind: "output"; readonly id: number; readonly output: unknown }
  | {
    readonly kind: "error";
    readonly id: number;
    readonly code: ErrorCode;
    readonly message: string;
    /** For the log: the stack of what was caught. */
    readonly detail: string | undefined;
    readonly because: ErrorReason | undefined;
  };

/** The part of a worker's global scope that is used. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<PoolMessage>) => void) | null;
  postMessage(message: TaskAnswer, transfer: Transferable[]): void;
}

/** What a worker may do before its first task. */
export interface ServeOptions {
  /**
   * Loads what the first task would have to wait for. The pool gives no task before it is done.
   *
   * @param setup what the pool was made with; `undefined` without one
   */
  readonly warm?: (setup: unknown) => Promise<void>;
}

/**
 * Serves tasks in this worker until it is ended. Call it once, in the worker's entry.
 *
 * @throws {TypeError} when two tasks have one name, or outside a worker
 */
export function serveTasks(tasks: readonly AnyTask[], options: ServeOptions = {}): void {
  const byName = new Map<string, AnyTask>();
  for (const task of tasks) {
    if (byName.has(task.name)) throw new TypeError(`There are two tasks named ${task.name}.`);
    byName.set(task.name, task);
  }
  const scope: unknown = self;
  if (!isWorkerScope(scope)) throw new TypeError("Jobs are served in a worker only.");
  scope.onmessage = async (event) => {
    if (event.data.kind === "setup") return await begin(event.data.setup);
    const { id, task: name, input } = event.data;
    try {
      const task = byName.get(name);
      if (!task) throw new TypeError(`This worker serves no pool task named ${name}.`);
      const { output, transfer } = await task.handle(input);
      scope.postMessage({ kind: "output", id, output }, [...transfer ?? []]);
    } catch (caught) {
      scope.postMessage(asAnswer(id, caught), []);
    }
  };
  const begin = async (setup: unknown) => {
    // A codec that can't be loaded is reported by the first task that needs it.
    await options.warm?.(setup).catch(() => {});
    scope.postMessage({ kind: "ready" }, []);
  };
}

function isWorkerScope(scope: unknown): scope is WorkerScope {
  return typeof scope === "object" && scope !== null && "postMessage" in scope;
}

function asAnswer(id: number, caught: unknown): TaskAnswer {
  const { code, message, cause, because } = toFrameboxError(caught);
  const detail = cause instanceof Error ? cause.stack ?? cause.message : cause;
  return {
    kind: "error",
    id,
    code,
    message,
    detail: detail === undefined ? undefined : String(detail),
    because,
  };
}

/** The error that a worker has sent, as the caller sees it. */
export function asError(answer: Extract<TaskAnswer, { kind: "error" }>): FrameboxError {
  return new FrameboxError(answer.code, answer.message, answer.detail, answer.because);
}

/**
 * A job is work for a pool's worker. One object names it on the asking side and holds its handler
 * for the serving side, so that both agree on the types.
 *
 * @module
 */

import { type ErrorCode, FrameboxError, toFrameboxError } from "../errors/mod.ts";

/** What a handler gives back. */
export interface JobResult<Out> {
  /** What the asking side gets. */
  readonly output: Out;
  /** Buffers of `output` that are handed over instead of copied; the worker loses them. */
  readonly transfer?: readonly Transferable[];
}

/** A named piece of work: `In` and `Out` are what `structuredClone` can carry. */
export interface Job<In, Out> {
  /** Unique in a worker; by part: `image.decode`. */
  readonly name: string;
  /** Written as a method, so that jobs of all types fit one list. */
  handle(input: In): JobResult<Out> | Promise<JobResult<Out>>;
}

/** A job of whatever types, for lists. */
export type AnyJob = Job<unknown, unknown>;

/** Makes a job. */
export function defineJob<In, Out>(
  name: string,
  handler: (input: In) => JobResult<Out> | Promise<JobResult<Out>>,
): Job<In, Out> {
  return { name, handle: handler };
}

/** What the pool sends to its worker: its setup, once and first, then jobs. */
export type PoolMessage = SetupMessage | JobRequest;

/** What the worker needs to know before its first job. */
export interface SetupMessage {
  readonly kind: "setup";
  /** {@linkcode PoolOptions.setup}, as `structuredClone` carries it. */
  readonly setup: unknown;
}

/** One job. */
export interface JobRequest {
  readonly kind: "job";
  readonly id: number;
  readonly job: string;
  readonly input: unknown;
}

/** What a worker sends to its pool. */
export type JobAnswer =
  | { readonly kind: "ready" }
  | { readonly kind: "output"; readonly id: number; readonly output: unknown }
  | {
    readonly kind: "error";
    readonly id: number;
    readonly code: ErrorCode;
    readonly message: string;
    /** For the log: the stack of what was caught. */
    readonly detail: string | undefined;
  };

/** The part of a worker's global scope that is used. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<PoolMessage>) => void) | null;
  postMessage(message: JobAnswer, transfer: Transferable[]): void;
}

/** What a worker may do before its first job. */
export interface ServeOptions {
  /**
   * Loads what the first job would have to wait for. The pool gives no job before it is done.
   *
   * @param setup what the pool was made with; `undefined` without one
   */
  readonly warm?: (setup: unknown) => Promise<void>;
}

/**
 * Serves jobs in this worker until it is ended. Call it once, in the worker's entry.
 *
 * @throws {TypeError} when two jobs have one name, or outside a worker
 */
export function serveJobs(jobs: readonly AnyJob[], options: ServeOptions = {}): void {
  const byName = new Map<string, AnyJob>();
  for (const job of jobs) {
    if (byName.has(job.name)) throw new TypeError(`There are two jobs named ${job.name}.`);
    byName.set(job.name, job);
  }
  const scope: unknown = self;
  if (!isWorkerScope(scope)) throw new TypeError("Jobs are served in a worker only.");
  scope.onmessage = async (event) => {
    if (event.data.kind === "setup") return await begin(event.data.setup);
    const { id, job: name, input } = event.data;
    try {
      const job = byName.get(name);
      if (!job) throw new TypeError(`This worker has no job named ${name}.`);
      const { output, transfer } = await job.handle(input);
      scope.postMessage({ kind: "output", id, output }, [...transfer ?? []]);
    } catch (caught) {
      scope.postMessage(asAnswer(id, caught), []);
    }
  };
  const begin = async (setup: unknown) => {
    // A codec that can't be loaded is reported by the first job that needs it.
    await options.warm?.(setup).catch(() => {});
    scope.postMessage({ kind: "ready" }, []);
  };
}

function isWorkerScope(scope: unknown): scope is WorkerScope {
  return typeof scope === "object" && scope !== null && "postMessage" in scope;
}

function asAnswer(id: number, caught: unknown): JobAnswer {
  const { code, message, cause } = toFrameboxError(caught);
  const detail = cause instanceof Error ? cause.stack ?? cause.message : cause;
  return {
    kind: "error",
    id,
    code,
    message,
    detail: detail === undefined ? undefined : String(detail),
  };
}

/** The error that a worker has sent, as the caller sees it. */
export function asError(answer: Extract<JobAnswer, { kind: "error" }>): FrameboxError {
  return new FrameboxError(answer.code, answer.message, answer.detail);
}

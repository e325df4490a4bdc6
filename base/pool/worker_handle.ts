/**
 * One worker of a pool, seen from the pool's side: starting, idle, busy, gone.
 *
 * @module
 */

import { FrameboxError, toFrameboxError } from "../errors/mod.ts";
import type { SetupMessage, TaskAnswer, TaskRequest } from "./task.ts";

/** What a worker needs of its pool. */
export interface WorkerHandleOptions {
  readonly entry: URL | string;
  readonly name: string;
  readonly taskTimeoutMs: number;
  /** Sent to it before its first task. */
  readonly setup: unknown;
  /** It is ready for a task. */
  readonly onIdle: () => void;
  /** It has crashed or was ended for taking too long. Not called after {@linkcode WorkerHandle.end}. */
  readonly onGone: (error: FrameboxError, wasReady: boolean) => void;
}

/** Receives a task's answer, or the error that took its place. */
export type Settle = (result: TaskAnswer | FrameboxError) => void;

interface Running {
  readonly id: number;
  readonly settle: Settle;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Loading the largest codec takes a tenth of a second; a host may be very slow. */
const START_TIMEOUT_MS = 60_000;

/** A `Worker` and the one task that it has. */
export class WorkerHandle {
  readonly #options: WorkerHandleOptions;
  readonly #worker: Worker;
  #state: "starting" | "idle" | "busy" | "gone" = "starting";
  #running: Running | undefined;
  #nextId = 1;
  readonly #startTimer: ReturnType<typeof setTimeout>;

  constructor(options: WorkerHandleOptions) {
    this.#options = options;
    this.#worker = new Worker(options.entry, { type: "module", name: options.name });
    this.#worker.onmessage = (event: MessageEvent<unknown>) => this.#receive(event.data);
    this.#worker.onmessageerror = () => this.#fail(crash("an answer could not be read"));
    this.#worker.onerror = (event) => {
      // Otherwise the error of one worker would end the whole process.
      event.preventDefault();
      this.#fail(crash(event.message));
    };
    this.#worker.postMessage({ kind: "setup", setup: options.setup } satisfies SetupMessage);
    this.#startTimer = setTimeout(
      () => this.#fail(crash("it did not start in time")),
      START_TIMEOUT_MS,
    );
    Deno.unrefTimer(this.#startTimer);
  }

  /** What it does now. */
  get state(): "starting" | "idle" | "busy" | "gone" {
    return this.#state;
  }

  /** Gives an idle worker its task; `settle` is called once, whatever happens. */
  give(task: string, input: unknown, transfer: readonly Transferable[], settle: Settle): void {
    const id = this.#nextId++;
    const request: TaskRequest = { kind: "task", id, task, input };
    try {
      this.#worker.postMessage(request, [...transfer]);
    } catch (caught) {
      // The input can't be cloned, or a buffer was handed over before: the caller's mistake.
      settle(toFrameboxError(caught));
      return;
    }
    this.#state = "busy";
    const timer = setTimeout(
      () => this.#fail(tooLong(this.#options.taskTimeoutMs)),
      this.#options.taskTimeoutMs,
    );
    this.#running = { id, settle, timer };
  }

  /** Ends it; its task is settled with `error`. */
  end(error: FrameboxError): void {
    if (this.#state === "gone") return;
    this.#state = "gone";
    clearTimeout(this.#startTimer);
    this.#worker.terminate();
    this.#settle(error);
  }

  #receive(message: unknown): void {
    if (this.#state === "gone" || !this.#isAnswer(message)) return;
    if (message.kind === "ready") clearTimeout(this.#startTimer);
    this.#state = "idle";
    this.#settle(message);
    this.#options.onIdle();
  }

  /** Processors of users run in some threads and may post any message; only a reply to the running task counts. */
  #isAnswer(message: unknown): message is TaskAnswer {
    if (typeof message !== "object" || message === null || !("kind" in message)) return false;
    if (message.kind === "ready") return this.#state === "starting";
    return this.#running !== undefined && "id" in message && message.id === this.#running.id;
  }

  #fail(error: FrameboxError): void {
    if (this.#state === "gone") return;
    const wasReady = this.#state !== "starting";
    this.end(error);
    this.#options.onGone(error, wasReady);
  }

  #settle(result: TaskAnswer | FrameboxError): void {
    const running = this.#running;
    if (!running) return;
    this.#running = undefined;
    clearTimeout(running.timer);
    running.settle(result);
  }
}

function crash(what: string): FrameboxError {
  return new FrameboxError(
    "INTERNAL",
    "A worker thread of framebox failed; it is started again. Send the picture again.",
    new Error(what),
  );
}

function tooLong(limitMs: number): FrameboxError {
  return new FrameboxError(
    "DEADLINE_EXCEEDED",
    `The picture took longer than ${limitMs / 1000} s to work on; send a smaller one.`,
  );
}

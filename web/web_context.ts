/**
 * What all routes of one web entrance share.
 *
 * @module
 */
import type { Principal } from "../auth/mod.ts";
import { WORKERS } from "../base/settings/mod.ts";
import type { ProcessorInfo } from "../processors/mod.ts";
import { because, FrameboxError } from "../base/errors/mod.ts";
import { Thumbnails } from "../sources/mod.ts";
import { ByteBudget } from "./limits/byte_budget.ts";
import { Gate } from "./limits/gate.ts";
import { LiveSockets } from "./live/live_sockets.ts";
import { StreamViews } from "./live/stream_views.ts";
import type { WebDeps, WebOptions } from "./types.ts";
import { Uploads } from "./uploads/uploads.ts";
import { WaitEstimate } from "./wait_estimate.ts";

/** Options, parts, and the state that isn't any session's. */
export interface WebContext extends WebDeps {
  readonly options: WebOptions;
  /** Bytes of uploads and live frames on their way to the hub. */
  readonly budget: ByteBudget;
  /** Bytes of live messages that are not whole yet. */
  readonly unfinished: ByteBudget;
  /** Image requests that wait. */
  readonly gate: Gate;
  readonly live: LiveSockets;
  /** What is seen of ingest streams. */
  readonly streamViews: StreamViews;
  /** Files that come in parts. */
  readonly uploads: Uploads;
  /** Small pictures of galleries. */
  readonly thumbnails: Thumbnails;
  readonly estimate: WaitEstimate;
}

/** Makes the context of one web entrance. */
export function createContext(options: WebOptions, deps: WebDeps): WebContext {
  return {
    ...deps,
    options,
    budget: new ByteBudget(options.bufferBytes),
    unfinished: new ByteBudget(options.bufferBytes),
    gate: new Gate(
      options.maxWaitingRequests,
      "Too many pictures wait for their results already; try again in a few seconds.",
      because("too-many-requests"),
    ),
    live: new LiveSockets(options.maxSockets, options.liveReconnectMs),
    streamViews: new StreamViews(),
    uploads: new Uploads({
      maxBytes: options.maxVideoBytes,
      idleMs: options.uploadIdleMs,
      keepMs: options.uploadKeepMs,
    }),
    thumbnails: new Thumbnails(deps.pool, options.imageLimits),
    estimate: new WaitEstimate(),
  };
}

/** All processors that a caller can choose now, as the API lists them. */
export function processorList(
  context: WebContext,
  principal: Principal,
): readonly ProcessorInfo[] {
  return context.processors.list(principal);
}

/** The processor when none was chosen: workers when there are any. */
export function usualProcessor(context: WebContext): string {
  return context.hub.status.workers.length > 0 ? WORKERS : context.options.defaultProcessor;
}

/**
 * Checks a processor's name as it stands in a request.
 *
 * @returns `undefined` when none was named
 * @throws {FrameboxError} `INVALID_ARGUMENT` for an unknown one, with a list of those there are
 */
export function chosenProcessor(
  context: WebContext,
  principal: Principal,
  name: string | null | undefined,
): string | undefined {
  return name === undefined || name === null || name === ""
    ? undefined
    : knownProcessor(context, principal, name);
}

/**
 * The same for a name that has to be there.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` for an unknown one, with a list of those there are
 */
export function knownProcessor(
  context: WebContext,
  principal: Principal,
  name: string,
): string {
  if (context.processors.find(name, principal)) return name;
  const known = processorList(context, principal).map((processor) => processor.name);
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    `There is no such processor; there are ${known.join(", ")}.`,
    undefined,
    because("no-such-processor", { processors: known.join(", ") }),
  );
}

/**
 * Whom the frames of a new run go to: who was chosen, else the usual one until a worker comes.
 *
 * @param chosen as {@linkcode chosenProcessor} has it
 */
export function processorOfRun(
  context: WebContext,
  chosen: string | undefined,
): { readonly processor: string; readonly followWorkers: boolean } {
  return { processor: chosen ?? usualProcessor(context), followWorkers: chosen === undefined };
}

/** How many workers work at once on a processor's frames. */
export function workerCount(context: WebContext, processor: string): number {
  return processor === WORKERS ? context.hub.status.workers.length : 1;
}

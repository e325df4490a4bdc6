/**
 * What one web entrance is composed of. Each route and each socket is given what it uses of it.
 *
 * @module
 */
import { type Audit, auditTo } from "../auth/mod.ts";
import { because } from "../base/errors/mod.ts";
import { CallStore } from "../clusters/calls/mod.ts";
import { Thumbnails } from "../sources/mod.ts";
import { Intake } from "./intake.ts";
import { ByteBudget } from "./limits/byte_budget.ts";
import { Gate } from "./limits/gate.ts";
import { LiveSockets } from "./live/live_sockets.ts";
import { StreamViews } from "./live/stream_views.ts";
import { PictureEncoder } from "./picture_encoder.ts";
import { ProcessorChoice } from "./processor_choice.ts";
import type { WebDeps, WebOptions } from "./types.ts";
import { Uploads } from "./uploads/uploads.ts";
import { WaitEstimate } from "./wait_estimate.ts";

/** Calls of a session that have not ended. */
const MAX_OPEN_CALLS = 1000;

/** Options, what main.ts gives, and the state that isn't any session's. */
export interface WebParts extends WebDeps {
  readonly options: WebOptions;
  /** Reads bodies and pictures, within bounds. */
  readonly intake: Intake;
  /** Makes the files of results' pictures. */
  readonly encoder: PictureEncoder;
  /** Whom frames go to. */
  readonly choice: ProcessorChoice;
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
  /** Calls of clusters' services; `undefined` without clusters. */
  readonly calls: CallStore | undefined;
  readonly audit: Audit;
}

/** Composes one web entrance. */
export function createParts(options: WebOptions, deps: WebDeps): WebParts {
  const { clusters, hub, pool, processors } = deps;
  return {
    ...deps,
    options,
    intake: new Intake(options, pool),
    encoder: new PictureEncoder(options.jpegQuality, pool),
    choice: new ProcessorChoice(hub, processors, options.defaultProcessor),
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
    thumbnails: new Thumbnails(pool, options.imageLimits),
    estimate: new WaitEstimate(),
    calls: clusters && new CallStore({
      maxOpen: MAX_OPEN_CALLS,
      maxKept: options.maxCalls,
      maxKeptBytes: options.callHistoryBytes,
      imageLimits: options.imageLimits,
    }, { directory: clusters, pool }),
    audit: auditTo(deps.log),
  };
}

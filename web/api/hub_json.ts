/**
 * Hub objects as the API's JSON shows them: names in snake_case, and never an id of another user.
 *
 * @module
 */
import { type Picture, pictureIn } from "../../media/image/mod.ts";
import { readoutOf, scaleFields } from "../../results/mod.ts";
import type {
  DataVariable,
  GoneWorker,
  HubStatus,
  Outcome,
  ResultContent,
  Timings,
  WorkerInfo,
} from "../../hub/mod.ts";
import type {
  ContentJson,
  GoneJson,
  StatusJson,
  TimingsJson,
  VariableJson,
  WorkerJson,
} from "../wire/mod.ts";

/** A worker as JSON. */
export function workerJson(worker: WorkerInfo): WorkerJson {
  return {
    name: worker.name,
    since: worker.since.toISOString(),
    frames_done: worker.framesDone,
    in_hand: worker.framesHeld,
    leaving: worker.leaving,
    stopped_asking_at: worker.stoppedAskingAt?.toISOString() ?? null,
  };
}

/** The worker that left last as JSON; `null` for none. */
export function goneJson(gone: GoneWorker | undefined): GoneJson | null {
  return gone ? { name: gone.name, stopped_asking_at: gone.stoppedAskingAt.toISOString() } : null;
}

/** Timings as JSON, to a tenth of a millisecond. */
export function timingsJson(timings: Timings): TimingsJson {
  return {
    queued_ms: tenths(timings.queuedMs),
    processing_ms: tenths(timings.processingMs),
    total_ms: tenths(timings.totalMs),
  };
}

/** A variable as JSON. */
export function variableJson(variable: Omit<DataVariable, "element">): VariableJson {
  return { name: variable.name, class: variable.class, dims: variable.dims };
}

/** A result's content as JSON; without a picture, width and height are 0. */
export function contentJson(content: ResultContent): ContentJson {
  const { values, boxes, labels, text } = readoutOf(content);
  return {
    width: pictureIn(content.payload)?.widthPx ?? 0,
    height: pictureIn(content.payload)?.heightPx ?? 0,
    labels,
    text: text ?? null,
    variables: (content.variables ?? []).map(variableJson),
    values,
    boxes: boxes ?? null,
    scale: content.scale ? scaleFields(content.scale) : null,
    remarks: content.remarks ?? [],
  };
}

/** The picture of an outcome, if it has one. */
export function pictureOfOutcome(outcome: Outcome | undefined): Picture | undefined {
  return outcome?.kind === "done" ? pictureIn(outcome.content.payload) : undefined;
}

/** The counts of a hub's status. */
export function countsJson(
  status: HubStatus,
): Pick<StatusJson, "sessions" | "runs" | "waiting" | "leased" | "totals"> {
  const { done, failed, dropped, redelivered, lateResults } = status.totals;
  return {
    sessions: status.sessions,
    runs: status.runs,
    waiting: status.waiting,
    leased: status.leased,
    totals: { done, failed, dropped, redelivered, late_results: lateResults },
  };
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

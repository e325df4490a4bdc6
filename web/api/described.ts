/**
 * Hub objects as the API's JSON shows them: names in snake_case, and never an id of anybody else.
 *
 * @module
 */
import { annotationsOf, findingsOf } from "../../results/mod.ts";
import {
  type Boxes,
  type DataVariable,
  type GoneWorker,
  type HubStatus,
  type Label,
  type Outcome,
  type ResultContent,
  type ScaleFields,
  scaleFields,
  type Timings,
  type WorkerInfo,
} from "../../hub/mod.ts";
import type { PictureRemark } from "../../media/image/mod.ts";

/** A worker as `/api/v1/status` and the live socket show it. */
export interface WorkerJson {
  readonly name: string;
  readonly since: string;
  readonly frames_done: number;
  readonly in_hand: number;
  readonly leaving: boolean;
  /** `null` while it asks for frames or is at work on some. */
  readonly stopped_asking_at: string | null;
}

/** The worker that left last, while none has come since. */
export interface GoneJson {
  readonly name: string;
  readonly stopped_asking_at: string;
}

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

/** It as JSON; `null` for none. */
export function goneJson(gone: GoneWorker | undefined): GoneJson | null {
  return gone ? { name: gone.name, stopped_asking_at: gone.stoppedAskingAt.toISOString() } : null;
}

/** Where a frame's time went, in milliseconds. */
export interface TimingsJson {
  readonly queued_ms: number;
  readonly processing_ms: number;
  readonly total_ms: number;
}

/** Timings as JSON, to a tenth of a millisecond. */
export function timingsJson(timings: Timings): TimingsJson {
  return {
    queued_ms: tenths(timings.queuedMs),
    processing_ms: tenths(timings.processingMs),
    total_ms: tenths(timings.totalMs),
  };
}

/** A variable without its contents. */
export interface VariableJson {
  readonly name: string;
  readonly class: string;
  readonly dims: readonly number[];
}

/** A variable as JSON. */
export function variableJson(variable: Omit<DataVariable, "element">): VariableJson {
  return { name: variable.name, class: variable.class, dims: variable.dims };
}

/** What a result says besides its picture. */
export interface ContentJson {
  readonly width: number;
  readonly height: number;
  readonly labels: readonly Label[];
  readonly text: string | null;
  readonly variables: readonly VariableJson[];
  /** Numeric scalars of the frame by their path; what is no finite number becomes `null`. */
  readonly values: Readonly<Record<string, number>>;
  /** Where things are in the picture, or in the frame where there is none; `null`: nobody says. */
  readonly boxes: Boxes | null;
  /** How its frame was given out smaller than it is; `null`: it was given as it is. */
  readonly scale: ScaleFields | null;
  /** What people should know of how the frame was read. */
  readonly remarks: readonly PictureRemark[];
}

/** A result's content as JSON; without a picture, width and height are 0. */
export function contentJson(content: ResultContent): ContentJson {
  const { values, boxes } = annotationsOf(content);
  const { labels, text } = findingsOf(content);
  return {
    width: content.picture?.widthPx ?? 0,
    height: content.picture?.heightPx ?? 0,
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
export function pictureOf(outcome: Outcome | undefined): ResultContent["picture"] {
  return outcome?.kind === "done" ? outcome.content.picture : undefined;
}

/** The counts of framebox as JSON. */
export interface CountsJson {
  readonly sessions: number;
  readonly runs: number;
  readonly waiting: Readonly<Record<string, number>>;
  readonly leased: number;
  readonly totals: {
    readonly done: number;
    readonly failed: number;
    readonly dropped: number;
    readonly redelivered: number;
    readonly late_results: number;
  };
}

/** The counts of a hub's status. */
export function countsJson(status: HubStatus): CountsJson {
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

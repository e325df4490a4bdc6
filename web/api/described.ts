/**
 * Hub objects as the API's JSON shows them: names in snake_case, and never an id of another user.
 *
 * @module
 */
import { type Picture, pictureIn } from "../../media/image/mod.ts";
import * as v from "valibot";
import { readoutOf } from "../../results/mod.ts";
import {
  type DataVariable,
  type GoneWorker,
  type HubStatus,
  type Outcome,
  type ResultContent,
  scaleFields,
  type Timings,
  type WorkerInfo,
} from "../../hub/mod.ts";
import {
  amount,
  component,
  count,
  described,
  details,
  type Json,
  named,
  text,
  time,
} from "./schema_parts.ts";

/** A worker as `/api/v1/status` and the live socket show it. */
export const workerSchema = component("Worker", {
  name: text,
  since: time,
  frames_done: count,
  in_hand: described(count, "Frames that it holds now."),
  leaving: described(v.boolean(), "Gone a moment ago; it may come back."),
  stopped_asking_at: described(
    v.nullable(time),
    "When its last call for a frame ended, if it asks no more; null while it asks or is at work.",
  ),
});

/** See {@linkcode workerSchema}. */
export type WorkerJson = Json<typeof workerSchema>;

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

/** The worker that left last, while none has come since. */
export const goneSchema = v.strictObject({ name: text, stopped_asking_at: time });

/** See {@linkcode goneSchema}. */
export type GoneJson = Json<typeof goneSchema>;

/** It as JSON; `null` for none. */
export function goneJson(gone: GoneWorker | undefined): GoneJson | null {
  return gone ? { name: gone.name, stopped_asking_at: gone.stoppedAskingAt.toISOString() } : null;
}

/** Where a frame's time went, in milliseconds. */
export const timingsSchema = component("Timings", {
  queued_ms: described(amount, "From arrival to the processor that answered."),
  processing_ms: described(amount, "From there to its result."),
  total_ms: amount,
});

/** See {@linkcode timingsSchema}. */
export type TimingsJson = Json<typeof timingsSchema>;

/** Timings as JSON, to a tenth of a millisecond. */
export function timingsJson(timings: Timings): TimingsJson {
  return {
    queued_ms: tenths(timings.queuedMs),
    processing_ms: tenths(timings.processingMs),
    total_ms: tenths(timings.totalMs),
  };
}

/** A variable without its contents. */
export const variableSchema = component("Variable", {
  name: text,
  class: described(text, "MATLAB class, e.g. double or struct."),
  dims: v.array(count),
});

/** See {@linkcode variableSchema}. */
export type VariableJson = Json<typeof variableSchema>;

/** A variable as JSON. */
export function variableJson(variable: Omit<DataVariable, "element">): VariableJson {
  return { name: variable.name, class: variable.class, dims: variable.dims };
}

/** What a frame shows, in words. */
export const labelSchema = component("Label", {
  label: text,
  probability: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  about: v.exactOptional(described(text, "What it is about, e.g. colorIntensity.")),
});

/** What users should know of how a frame was read. */
export const remarkSchema = component("Remark", {
  code: described(text, "Stable, e.g. first-picture-only."),
  message: described(text, "One sentence."),
  details: described(
    details,
    "What the sentence is made from, to say it in another language.",
  ),
});

/** Numeric scalars of a frame by their path; what is no finite number is `null`. */
export const valuesSchema = named(
  "Values",
  v.pipe(
    v.record(v.string(), v.nullable(v.number())),
    v.description(
      "Numeric scalars of the frame's struct by their path, e.g. mean or road.angle, " +
        "and the number of boxes as boxes; null for NaN and infinities.",
    ),
  ),
);

const numbersOrNulls = v.array(v.nullable(v.number()));

/** Where things are in a picture. */
export const boxesSchema = named(
  "Boxes",
  v.pipe(
    v.strictObject({
      xyxy: v.array(
        v.pipe(
          v.array(v.number()),
          v.length(4),
          v.description("Left, top, right, bottom in pixels."),
        ),
      ),
      conf: numbersOrNulls,
      cls: numbersOrNulls,
      id: numbersOrNulls,
      names: v.array(v.nullable(text)),
    }),
    v.description(
      "What was found, from the fields xyxy, conf, cls, id and names of the frame's " +
        "struct; all lists are equally long, 1,000 at most.",
    ),
  ),
);

/** How a frame was given out smaller than it is. */
export const scaleSchema = named(
  "Scale",
  v.pipe(
    v.strictObject({
      width: described(count, "Of the frame as it was given out, in pixels."),
      height: count,
      source_width: described(count, "Of the frame itself, in pixels."),
      source_height: count,
      source_bytes: described(count, "What its message would have had in full size."),
      limit_bytes: described(count, "What its message may have."),
      by: described(
        v.picklist(["default", "worker", "setting", "message"]),
        "Who sets that limit: gRPC's usual 4 MB, the worker's max-receive-bytes, " +
          "SUBMIT_MAX_BYTES, or MAX_MESSAGE_MB.",
      ),
      format: described(v.picklist(["mat", "jpeg"]), "What `im` was: pixels, or a JPEG file."),
    }),
    v.description("How a frame was made smaller for its worker, where it was."),
  ),
);

/** What a result holds besides its picture: part of several schemas. */
export const contentSchema = v.strictObject({
  width: described(count, "In pixels; 0 when the result has no picture."),
  height: count,
  labels: v.array(labelSchema),
  text: v.nullable(text),
  variables: v.array(variableSchema),
  values: valuesSchema,
  boxes: described(
    v.nullable(boxesSchema),
    "In pixels of the result's picture, or of the frame where there is none.",
  ),
  scale: v.nullable(scaleSchema),
  remarks: v.array(remarkSchema),
});

/** See {@linkcode contentSchema}. */
export type ContentJson = Json<typeof contentSchema>;

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

/** The counts of framebox: part of the schema of its status. */
export const countsSchema = v.strictObject({
  sessions: count,
  runs: count,
  waiting: described(v.record(v.string(), count), "Frames that wait, by processor."),
  leased: count,
  totals: v.strictObject({
    done: count,
    failed: count,
    dropped: count,
    redelivered: count,
    late_results: count,
  }),
});

/** The counts of a hub's status. */
export function countsJson(status: HubStatus): Json<typeof countsSchema> {
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

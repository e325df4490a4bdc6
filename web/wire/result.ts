/**
 * Results.
 *
 * @module
 */
import * as v from "valibot";
import { problemSchema } from "./error.ts";
import {
  amount,
  component,
  count,
  described,
  details,
  type Json,
  named,
  text,
} from "./schema_parts.ts";

/** Where a frame's time went, in milliseconds. */
export const timingsSchema = component("Timings", {
  queued_ms: described(amount, "From arrival to the processor that answered."),
  processing_ms: described(amount, "From there to its result."),
  total_ms: amount,
});

/** See {@linkcode timingsSchema}. */
export type TimingsJson = Json<typeof timingsSchema>;

/** A variable without its contents. */
export const variableSchema = component("Variable", {
  name: text,
  class: described(text, "MATLAB class, e.g. double or struct."),
  dims: v.array(count),
});

/** See {@linkcode variableSchema}. */
export type VariableJson = Json<typeof variableSchema>;

/** What a frame shows, in words. */
export const labelSchema = component("Label", {
  label: text,
  probability: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  about: v.exactOptional(described(text, "What it is about, e.g. colorIntensity.")),
});

/** See {@linkcode labelSchema}. */
export type LabelJson = Json<typeof labelSchema>;

/** What users should know of how a frame was read. */
export const remarkSchema = component("Remark", {
  code: described(text, "Stable, e.g. first-picture-only."),
  message: described(text, "One sentence."),
  details: described(
    details,
    "What the sentence is made from, to write it in another language.",
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

/** See {@linkcode boxesSchema}. */
export type BoxesJson = Json<typeof boxesSchema>;

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

/** See {@linkcode scaleSchema}. */
export type ScaleJson = Json<typeof scaleSchema>;

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

/** The answer for one picture. */
export const imageSchema = component("Image", {
  session: text,
  run: text,
  frame: count,
  processor: text,
  by: described(text, "Name of the worker or built-in that answered."),
  ...contentSchema.entries,
  image_url: described(
    v.nullable(text),
    "The result's picture, as JPEG; with .png instead of .jpg without loss.",
  ),
  data_url: described(v.nullable(text), "data.mat, if the result left data."),
  timings: timingsSchema,
});

/** See {@linkcode imageSchema}. */
export type ImageJson = Json<typeof imageSchema>;

/** One result that a run's history keeps. Of a failed frame there is an error, else none. */
export const historyEntrySchema = v.strictObject({
  seq: described(count, "Its number in its run."),
  frame: count,
  kind: v.picklist(["done", "failed"]),
  by: v.nullable(text),
  timings: v.nullable(timingsSchema),
  ...contentSchema.entries,
  image_url: described(v.nullable(text), "Its picture, as JPEG, where that is still kept."),
  error: v.nullable(problemSchema),
});

/** See {@linkcode historyEntrySchema}. */
export type HistoryEntryJson = Json<typeof historyEntrySchema>;

/** The newest results of a run. */
export const historySchema = component("History", {
  run: text,
  processor: text,
  ended: described(v.boolean(), "No more results come."),
  first: described(count, "The oldest one's number that is kept; last + 1 for none."),
  last: described(count, "The newest one's number; 0 while there is none."),
  missing: described(count, "Results after `after` that are no longer kept."),
  results: v.array(historyEntrySchema),
});

/** See {@linkcode historySchema}. */
export type HistoryJson = Json<typeof historySchema>;

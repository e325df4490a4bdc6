/**
 * The pictures of an image set.
 *
 * @module
 */
import * as v from "valibot";
import { problemSchema } from "./error.ts";
import { labelSchema, remarkSchema, scaleSchema } from "./result.ts";
import { amount, component, count, described, type Json, text } from "./schema_parts.ts";

/** One picture of an image set. */
export const itemSchema = component("Item", {
  item: described(count, "0, 1, 2 … in the order of arrival."),
  key: v.nullable(described(text, "What its sender calls it.")),
  name: described(text, "Cleaned and unique in its run, with its folders."),
  change: described(count, "Number of its newest change in its run."),
  state: v.picklist(["waiting", "working", "done", "failed", "cancelled"]),
  frame: v.nullable(described(count, "Its number in data.mat; another one after a retry.")),
  width: described(count, "Of what was given, in pixels."),
  height: count,
  bytes: described(count, "Of what was given."),
  result: v.nullable(v.strictObject({
    width: count,
    height: count,
    bytes: count,
    format: v.picklist(["jpeg", "png"]),
  })),
  labels: v.array(labelSchema),
  text: v.nullable(text),
  variables: described(v.array(text), "Names of what it left in data.mat."),
  scale: v.nullable(scaleSchema),
  remarks: v.array(remarkSchema),
  error: v.nullable(problemSchema),
  by: v.nullable(described(text, "Name of the worker or built-in that answered.")),
  seconds: v.nullable(described(amount, "From the processor to its result.")),
});

/** See {@linkcode itemSchema}. */
export type ItemJson = Json<typeof itemSchema>;

/** Those that changed. */
export const itemsSchema = component("Items", {
  run: text,
  items: v.array(itemSchema),
  last: described(count, "Ask with it as `after` for what changed since."),
  more: described(v.boolean(), "There are more changes than these."),
});

/** See {@linkcode itemsSchema}. */
export type ItemsJson = Json<typeof itemsSchema>;

/** How many are given out again. */
export const retriedSchema = component("Retried", {
  items: described(count, "How many are given out again."),
});

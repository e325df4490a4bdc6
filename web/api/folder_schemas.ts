/**
 * Schemas of many pictures.
 *
 * @module
 */
import type { Schema } from "./route.ts";
import { count, list, local, nullable, object, text } from "./schema_parts.ts";

const processor: Schema = nullable({
  ...text,
  description: "`workers`, or another name of those in /api/v1/status. Left out: " +
    "workers when there are any, else the " +
    "box's default.",
});

/** Component schemas. */
export const FOLDER_SCHEMAS = {
  FolderTask: {
    type: "object",
    properties: {
      processor,
      total: nullable({ ...count, description: "How many pictures are to come, if known." }),
    },
  },
  RetryTask: {
    type: "object",
    properties: {
      processor: nullable({ ...text, description: "Who is to do it; else who did it before." }),
    },
  },
  Retried: object({ items: { ...count, description: "How many are given out again." } }),
  Item: object({
    item: { ...count, description: "0, 1, 2 … in the order of arrival." },
    key: nullable({ ...text, description: "What its sender calls it." }),
    name: { ...text, description: "Cleaned and unique in its run, with its folders." },
    change: { ...count, description: "Number of its newest change in its run." },
    state: { enum: ["waiting", "working", "done", "failed", "cancelled"] },
    frame: nullable({
      ...count,
      description: "Its number in data.mat; another one after a retry.",
    }),
    width: { ...count, description: "Of what was given, in pixels." },
    height: count,
    bytes: { ...count, description: "Of what was given." },
    result: nullable(object({
      width: count,
      height: count,
      bytes: count,
      format: { enum: ["jpeg", "png"] },
    })),
    labels: list(local("Label")),
    text: nullable(text),
    variables: { ...list(text), description: "Names of what it left in data.mat." },
    scale: nullable(local("Scale")),
    remarks: list(local("Remark")),
    error: nullable(object({ code: text, message: text })),
    by: nullable({ ...text, description: "Name of the worker or built-in that answered." }),
    seconds: nullable({
      type: "number",
      minimum: 0,
      description: "From the processor to its result.",
    }),
  }),
  Items: object({
    run: text,
    items: list(local("Item")),
    last: { ...count, description: "Ask with it as `after` for what changed since." },
    more: { type: "boolean", description: "There are more changes than these." },
  }),
} satisfies Readonly<Record<string, Schema>>;

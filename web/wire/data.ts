/**
 * What is in a `data.mat`.
 *
 * @module
 */
import * as v from "valibot";
import { boxesSchema, valuesSchema, variableSchema } from "./result.ts";
import { component, count, described, type Json, text } from "./schema_parts.ts";

/** The variables without their contents. */
export const dataSchema = component("Data", {
  run: text,
  bytes: count,
  variables: v.array(variableSchema),
});

/** See {@linkcode dataSchema}. */
export type DataJson = Json<typeof dataSchema>;

/** Numbers over frames. */
export const seriesSchema = v.strictObject({
  names: described(v.array(text), "All numbers that these frames have."),
  frames: described(v.array(count), "Numbers of the frames, rising."),
  series: described(
    v.record(v.string(), v.array(v.nullable(v.number()))),
    "For each value one number a frame; null where there is none.",
  ),
  cut: described(v.boolean(), "There are earlier frames."),
});

/** See {@linkcode seriesSchema}. */
export type SeriesJson = Json<typeof seriesSchema>;

/** Numbers and boxes, one row a frame. */
export const rowsSchema = v.strictObject({
  names: v.array(text),
  from: count,
  rows_total: count,
  rows: v.array(v.strictObject({
    frame: count,
    values: valuesSchema,
    boxes: v.nullable(boxesSchema),
  })),
});

/** See {@linkcode rowsSchema}. */
export type RowsJson = Json<typeof rowsSchema>;

/** All data of one frame. */
export const frameDataSchema = v.strictObject({
  frame: count,
  values: valuesSchema,
  boxes: v.nullable(boxesSchema),
  boxes_over: v.nullable(described(
    v.strictObject({ width: count, height: count }),
    "Size of the picture that the boxes are over, where the frame was made smaller for its " +
      "worker; null: they are as `variables` has them.",
  )),
  variables: described(
    v.record(v.string(), v.unknown()),
    "Each variable as `framebox mat inspect --json` prints it.",
  ),
  left_out: described(v.array(text), "Variables that are too large."),
});

/** See {@linkcode frameDataSchema}. */
export type FrameDataJson = Json<typeof frameDataSchema>;

/** One line of a variable as a tree. */
export const branchSchema = v.strictObject({
  key: described(text, "A field, {3} of a cell, (2) or (2,1) of an array."),
  class: described(text, "MATLAB class, e.g. double or struct."),
  dims: v.array(count),
  text: described(text, "The value in short."),
  children: described(count, "How many lines are below it."),
});

/** See {@linkcode branchSchema}. */
export type BranchJson = Json<typeof branchSchema>;

/** A line, and those below it. */
export const treeSchema = v.strictObject({
  ...branchSchema.entries,
  from: count,
  lines: described(v.array(branchSchema), "Those below it, from that number on."),
});

/** See {@linkcode treeSchema}. */
export type TreeJson = Json<typeof treeSchema>;

/** A part of a variable as rows and columns. */
export const tableSchema = v.strictObject({
  class: text,
  dims: v.array(count),
  page: count,
  pages: described(count, "Two-dimensional pages of an array with more dimensions."),
  column: count,
  columns_total: count,
  columns: v.array(text),
  from: count,
  rows_total: count,
  rows: v.array(v.array(v.nullable(v.union([v.number(), text])))),
});

/** See {@linkcode tableSchema}. */
export type TableJson = Json<typeof tableSchema>;

/** Some variables, the newest first. */
export const variablesSchema = v.strictObject({
  from: count,
  total: count,
  variables: v.array(v.strictObject({
    name: text,
    class: text,
    dims: v.array(count),
    bytes: count,
    frame: described(count, "The frame that it is of, or that left it."),
  })),
});

/** See {@linkcode variablesSchema}. */
export type VariablesJson = Json<typeof variablesSchema>;

/** What the page relies on in the answers of the API. */
import type {
  DataJson,
  FrameDataJson,
  HistoryJson,
  ImageJson,
  ItemJson,
  ItemsJson,
  RowsJson,
  RunJson,
  SeriesJson,
  SessionJson,
  TableJson,
  TimestampsJson,
  TreeJson,
  VariablesJson,
} from "../../wire/mod.ts";
import { shaped } from "../base/shape.ts";

/** A session that was opened. */
export const isSession = shaped<SessionJson>({ session: "string" });

/** A run. */
export const isRun = shaped<RunJson>({
  ...{ run: "string", kind: "string", processor: "string" },
  ...{ job: "object?", video: "object?" },
});

/** The answer for one picture. */
export const isImage = shaped<ImageJson>({
  ...{ run: "string", frame: "number", processor: "string", by: "string" },
  ...{ width: "number", height: "number", image_url: "string?", data_url: "string?" },
  ...{ labels: "array", variables: "array", remarks: "array", timings: "object" },
});

/** A run's newest results. */
export const isHistory = shaped<HistoryJson>({
  ...{ run: "string", processor: "string", ended: "boolean", results: "array" },
});

/** A picture of an image set. */
export const isItem = shaped<ItemJson>({
  ...{ item: "number", key: "string?", name: "string", change: "number", state: "string" },
  ...{ labels: "array", variables: "array", remarks: "array", error: "object?" },
});

const isItemList = shaped<ItemsJson>({ items: "array", last: "number", more: "boolean" });

/** Pictures of an image set that changed. */
export function isItems(value: unknown): value is ItemsJson {
  return isItemList(value) && value.items.every(isItem);
}

/** When the frames of a video are shown. */
export const isTimestamps = shaped<TimestampsJson>({ timestamps_ms: "array" });

/** What is in a run's data.mat. */
export const isData = shaped<DataJson>({ bytes: "number" });

/** Numbers over frames. */
export const isPlotNumbers = shaped<SeriesJson>({ frames: "array", series: "object" });

/** Numbers and boxes of frames. */
export const isRows = shaped<RowsJson>({ names: "array", rows: "array", rows_total: "number" });

/** What is known of one frame. */
export const isFrameData = shaped<FrameDataJson>({
  ...{ values: "object", boxes: "object?", boxes_over: "object?" },
});

/** A variable as rows and columns. */
export const isTable = shaped<TableJson>({
  ...{ columns: "array", columns_total: "number", rows: "array", rows_total: "number" },
  ...{ from: "number", pages: "number" },
});

/** A line of a variable, and those below it. */
export const isTree = shaped<TreeJson>({
  ...{ text: "string", children: "number", from: "number", lines: "array" },
});

/** Some variables. */
export const isVariables = shaped<VariablesJson>({ total: "number", variables: "array" });

/** What the page relies on in the answers of the API. */
import type {
  ArchiveEntriesJson,
  CallJson,
  CallsJson,
  ClusterJson,
  ClustersJson,
  DataJson,
  FrameDataJson,
  HistoryJson,
  ImageJson,
  ItemJson,
  ItemsJson,
  RowsJson,
  RunJson,
  SeriesJson,
  ServiceJson,
  ServiceParametersJson,
  ServicesJson,
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

/** A cluster. */
export const isCluster = shaped<ClusterJson>({
  ...{ name: "string", address: "string", state: "string", user: "string?", shared: "boolean" },
  ...{ logins: "array", problem: "object?" },
});

const isClusterList = shaped<ClustersJson>({ clusters: "array" });

/** All clusters. */
export function isClusters(value: unknown): value is ClustersJson {
  return isClusterList(value) && value.clusters.every(isCluster);
}

/** A service of a cluster. */
export const isService = shaped<ServiceJson>({
  ...{ name: "string", cluster: "string", service: "string", title: "string", image: "string" },
  ...{ memory: "string", cpu: "string", gpu: "boolean", input: "string", output: "string" },
  ...{ sync: "object", async: "object", preferred: "string?", deployment: "object?" },
  ...{ web_page: "string?", usual_seconds: "number?" },
});

const isServiceList = shaped<ServicesJson>({ services: "array", clusters: "array" });

/** Services of all clusters of the user. */
export function isServices(value: unknown): value is ServicesJson {
  return isServiceList(value) && value.services.every(isService) &&
    value.clusters.every(isCluster);
}

/** Parameters of a service. */
export const isServiceParameters = shaped<ServiceParametersJson>({ parameters: "array" });

/** A call of a service. */
export const isCall = shaped<CallJson>({
  ...{ call: "string", session: "string", change: "number", service: "string", mode: "string" },
  ...{ input: "object", state: "string", because: "object?", sent_bytes: "number" },
  ...{ total_bytes: "number", since: "string", started: "string", seconds: "number?" },
  ...{ outputs: "array", other: "object?", has_log: "boolean", script_failed: "boolean" },
  ...{ error: "object?", data_url: "string?", zip_url: "string?" },
});

const isCallList = shaped<CallsJson>({ calls: "array", last: "number" });

/** Calls. */
export function isCalls(value: unknown): value is CallsJson {
  return isCallList(value) && value.calls.every(isCall);
}

/** Files of an archive. */
export const isArchiveEntries = shaped<ArchiveEntriesJson>({
  entries: "array",
  problem: "object?",
});

/** The value of a data file. */
export const isDataValue = shaped<{ value: unknown }>({});

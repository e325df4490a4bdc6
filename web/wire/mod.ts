/**
 * What the server sends and the page reads, as types: the JSON of the HTTP API and the messages of the
 * live socket. Nothing here imports anything else, so that the browser's scripts are checked against
 * the same types.
 *
 * @module
 */
export type { Details, ErrorBody, ErrorJson, NoticeJson } from "./error.ts";
export type { CameraJson, CameraStateJson } from "./camera.ts";
export type { FolderJson, FolderStateJson } from "./folder.ts";
export type { ItemJson, ItemsJson, ItemStateJson } from "./item.ts";
export type {
  ClientMessage,
  LiveTimingsJson,
  OfRun,
  OfServer,
  OfSocket,
  OfStream,
  ResultBody,
  ResultMessage,
  ServerMessage,
  Status,
  StatusMessage,
  StatusOf,
} from "./live.ts";
export type { ProcessorJson, ProcessorKindJson } from "./processor.ts";
export type {
  BoxesJson,
  ContentJson,
  HistoryEntryJson,
  HistoryJson,
  ImageJson,
  LabelJson,
  RemarkJson,
  ScaleJson,
  TimingsJson,
  VariableJson,
} from "./result.ts";
export type {
  LongRunJson,
  PhaseJson,
  PolicyJson,
  RunJson,
  RunKindJson,
  SessionJson,
  VideoJson,
} from "./run.ts";
export type { StreamJson, StreamKindJson } from "./stream.ts";
export type { GoneJson, WorkerJson } from "./worker.ts";

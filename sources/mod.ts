/**
 * What feeds the hub besides sockets and gRPC: long runs that read their frames from files, and
 * network cameras.
 *
 * A {@linkcode LongRun} is such a run; {@linkcode LongRuns} knows those of framebox; {@linkcode Progress}
 * keeps a long run's state and publishes it. {@linkcode IngestStreams} holds the streams that clients
 * send over gRPC.
 *
 * @module
 */
export { isFinal, type LongRun, type LongRunState, type Phase, type Remark } from "./long_run.ts";
export { LongRuns } from "./long_runs.ts";
export { Progress } from "./progress.ts";
export { type VideoDeps, type VideoOptions, VideoRun, type VideoTask } from "./video_run.ts";
export type { VideoFile } from "./video_output.ts";
export { ffmpegTools, type VideoSink, type VideoTools } from "./video_tools.ts";
export { type GivenVideo, Videos, type VideosOptions } from "./videos.ts";
export { BYTE_ORDER_MARK, type CsvCell, csvLine, csvPieces } from "./csv.ts";
export { cleanName } from "./picture_name.ts";
export { fileStream } from "./file_stream.ts";
export {
  type ImageItem,
  ImageSetItems,
  type ItemFile,
  type ItemResult,
  type ItemState,
  type ResultFile,
} from "./image_set_items.ts";
export {
  type GivenImage,
  type ImageSetDeps,
  type ImageSetOptions,
  ImageSetRun,
  type ImageSetTask,
  type TakenImage,
} from "./image_set_run.ts";
export { NoRoomError } from "./no_room.ts";
export { type ResultsZip, zipOf } from "./image_set_zip.ts";
export { Thumbnails } from "./thumbnails.ts";
export { NetworkCameraRun, type NetworkCameraRunOptions } from "./network_camera_run.ts";
export type { CameraState, CameraStatus } from "./camera_status.ts";
export {
  type CameraConnection,
  NetworkCamera,
  type NetworkCameraOptions,
  type Viewer,
} from "./network_camera.ts";
export {
  type CamerasDeps,
  type CamerasOptions,
  type CameraTask,
  type NamedCamera,
  NetworkCameras,
} from "./network_cameras.ts";
export {
  clientFinished,
  clientGone,
  type IngestStream,
  type StreamEvent,
  type StreamKind,
  type StreamOptions,
} from "./ingest_stream.ts";
export { IngestStreams, type IngestStreamsDeps } from "./ingest_streams.ts";
export type { StreamFigures } from "./stream_figures.ts";
export { watchSharedFolder } from "./shared_folder.ts";
export { WatchedFolder } from "./watched_folder.ts";
export type {
  FolderPhase,
  FolderState,
  FolderView,
  WatchedFolderDeps,
  WatchedFolderOptions,
} from "./watched_folder_types.ts";

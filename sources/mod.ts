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
export {
  isFinal,
  type LongRun,
  type LongRunState,
  type Phase,
  type Remark,
} from "./long_runs/long_run.ts";
export { LongRuns } from "./long_runs/long_runs.ts";
export { Progress } from "./long_runs/progress.ts";
export { type VideoDeps, type VideoOptions, VideoRun, type VideoTask } from "./videos/video_run.ts";
export type { VideoFile } from "./videos/video_output.ts";
export { ffmpegTools, type VideoSink, type VideoTools } from "./videos/video_tools.ts";
export { type GivenVideo, Videos, type VideosOptions } from "./videos/videos.ts";
export { cleanName } from "./image_sets/picture_name.ts";
export {
  type ImageItem,
  ImageSetItems,
  type ItemFile,
  type ItemResult,
  type ItemState,
  type ResultFile,
} from "./image_sets/image_set_items.ts";
export {
  type GivenImage,
  type ImageSetDeps,
  type ImageSetOptions,
  ImageSetRun,
  type ImageSetTask,
  type TakenImage,
} from "./image_sets/image_set_run.ts";
export { NoRoomError } from "./image_sets/no_room.ts";
export { type ResultsZip, zipOf } from "./image_sets/image_set_zip.ts";
export { Thumbnails } from "./image_sets/thumbnails.ts";
export { NetworkCameraRun, type NetworkCameraRunOptions } from "./cameras/network_camera_run.ts";
export type { CameraState, CameraStatus } from "./cameras/camera_status.ts";
export {
  type CameraConnection,
  NetworkCamera,
  type NetworkCameraOptions,
  type Viewer,
} from "./cameras/network_camera.ts";
export {
  type CamerasDeps,
  type CamerasOptions,
  type CameraTask,
  type NamedCamera,
  NetworkCameras,
} from "./cameras/network_cameras.ts";
export {
  clientFinished,
  clientGone,
  type IngestStream,
  type StreamEvent,
  type StreamKind,
  type StreamOptions,
} from "./streams/ingest_stream.ts";
export { IngestStreams, type IngestStreamsDeps } from "./streams/ingest_streams.ts";
export type { StreamFigures } from "./streams/stream_figures.ts";
export { watchSharedFolder } from "./watched_folders/shared_folder.ts";
export { WatchedFolder } from "./watched_folders/watched_folder.ts";
export type {
  FolderPhase,
  FolderState,
  FolderView,
  WatchedFolderDeps,
  WatchedFolderOptions,
} from "./watched_folders/watched_folder_types.ts";

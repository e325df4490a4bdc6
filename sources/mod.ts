/**
 * What feeds the hub besides sockets and gRPC: long runs that read their frames from files, and
 * network cameras.
 *
 * A {@linkcode Job} is such a run; {@linkcode Jobs} knows those of the box; {@linkcode Progress}
 * keeps a job's state and tells of it. {@linkcode MachineStreams} knows the streams that machines
 * send over gRPC.
 *
 * @module
 */
export { isFinal, type Job, type JobState, type Phase, type Remark } from "./long_run.ts";
export { Jobs } from "./long_runs.ts";
export { Progress } from "./progress.ts";
export { type VideoDeps, VideoJob, type VideoOptions, type VideoTask } from "./video_run.ts";
export type { VideoFile } from "./video_output.ts";
export { ffmpegTools, type VideoSink, type VideoTools } from "./video_tools.ts";
export { type GivenVideo, Videos, type VideosOptions } from "./videos.ts";
export { BYTE_ORDER_MARK, type CsvCell, csvLine, csvPieces } from "./csv.ts";
export { cleanName } from "./picture_name.ts";
export { fileStream } from "./file_stream.ts";
export {
  type ImageItem,
  ImageItems,
  type ItemFile,
  type ItemResult,
  type ItemState,
  type ResultFile,
} from "./image_items.ts";
export {
  type GivenImage,
  type ImagesDeps,
  ImagesJob,
  type ImagesOptions,
  type ImagesTask,
  type TakenImage,
} from "./image_set_run.ts";
export { NoRoomError } from "./no_room.ts";
export { type ResultsZip, zipOf } from "./images_zip.ts";
export { Thumbnails } from "./thumbnails.ts";
export { CameraJob, type CameraJobOptions } from "./network_camera_run.ts";
export type { CameraState, CameraStatus } from "./camera_status.ts";
export {
  NetworkCamera,
  type NetworkCameraOptions,
  type OpenStream,
  type Viewer,
} from "./network_camera.ts";
export {
  type CamerasDeps,
  type CamerasOptions,
  type CameraTask,
  type NamedCamera,
  NetworkCameras,
} from "./network_cameras.ts";
export type { MachineStream, StreamEvent, StreamKind, StreamOptions } from "./ingest_stream.ts";
export { MachineStreams, type MachineStreamsDeps } from "./ingest_streams.ts";
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

/**
 * Moving pictures: what a video file holds, its frames, and new videos. The work is done by ffmpeg,
 * run as a process; frames go through pipes, and their backpressure with them. And the pictures of
 * network cameras: MJPEG over HTTP is read here, RTSP by ffmpeg.
 *
 * @module
 */

export { decodePlanes, decodeVideo } from "./decode.ts";
export type { Colours } from "./colours.ts";
export { CameraFault, type CameraFaultReason } from "./camera/camera_fault.ts";
export type { VideoPixels } from "./frame_bytes.ts";
export type { FrameRoom } from "./nut/nut_reader.ts";
export { findFfmpeg } from "./find_ffmpeg.ts";
export { mjpegFrames, type MjpegOptions } from "./camera/mjpeg_http.ts";
export type { CameraLimits } from "./camera/multipart_jpeg.ts";
export { probeVideo } from "./probe.ts";
export { rtspFrames, type RtspOptions } from "./camera/rtsp.ts";
export { VideoWriter } from "./video_writer.ts";
export type {
  Ffmpeg,
  FrameRate,
  PlanesFrame,
  VideoDecoder,
  VideoFrame,
  VideoInfo,
  VideoWriterOptions,
} from "./types.ts";

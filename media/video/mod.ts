/**
 * Videos: probing, decoding and encoding by ffmpeg, which runs as a process; frames pass through
 * pipes with backpressure. And network cameras: MJPEG over HTTP is parsed here, RTSP by ffmpeg.
 *
 * @module
 */

export type { Colours } from "./colours.ts";
export { decodePlanes, decodeVideo } from "./decode.ts";
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

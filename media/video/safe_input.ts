/**
 * How ffmpeg opens a file from a client.
 *
 * @module
 */

/**
 * Containers that hold their own data. What is missing here names other files or addresses (HLS,
 * DASH, concat, SDP, image sequences, IMF, …): such a file could make ffmpeg read files of the host.
 */
const CONTAINERS = [
  ...["mov", "mp4", "m4a", "3gp", "3g2", "mj2", "matroska", "webm", "avi", "mpegts", "mpeg"],
  ...["mpegvideo", "flv", "asf", "ogg", "nut", "mxf", "ivf", "dv", "gif", "wtv", "rm", "m4v"],
  ...["h264", "hevc", "av1", "obu", "yuv4mpegpipe"],
  // Sound alone: they are opened so that the answer can be "only sound".
  ...["mp3", "aac", "wav", "flac"],
];

/** Options of ffmpeg and ffprobe before an input: only this one file, and only containers. */
export const SAFE_INPUT: readonly string[] = [
  "-protocol_whitelist",
  "file,pipe",
  "-format_whitelist",
  CONTAINERS.join(","),
];

/** Arguments that open a file; with the protocol named, no name of a file can be another address. */
export function safeInput(path: string): string[] {
  return [...SAFE_INPUT, "-i", `file:${path}`];
}

/**
 * From ffprobe's output about a file to the info of a video.
 *
 * @module
 */

import type { YuvMatrix } from "../image/mod.ts";
import { because } from "../../base/errors/mod.ts";
import { badVideo } from "./bad_video.ts";
import { needConversion } from "./colours.ts";
import type { FrameRate, VideoInfo } from "./types.ts";

/** The entries that ffprobe prints. */
export const PROBE_ENTRIES: string = [
  "format=duration,start_time,format_name",
  "stream=index,start_time,codec_type,codec_name,codec_tag_string,width,height,sample_aspect_ratio," +
  "r_frame_rate,avg_frame_rate,time_base,nb_frames,duration,pix_fmt,color_space,color_primaries," +
  "color_transfer",
  "stream_tags=rotate,NUMBER_OF_FRAMES,DURATION",
  "stream_side_data=rotation",
  "stream_disposition=attached_pic",
  "packet=stream_index,pts",
  "packet_side_data=side_data_type",
].join(":");

/** Frame times may be off by that much in a file of constant rate: Matroska rounds to milliseconds. */
const ROUNDING_MS = 1.01;

/** Containers that state how long they are; of others it is an estimate from the first and the last time. */
const STATES_DURATIONS = /^(mov|matroska|avi|flv|mxf|gif)/;

type Values = Readonly<Record<string, unknown>>;

/**
 * Finds the video in ffprobe's answer.
 *
 * @param json ffprobe's `-of json`
 * @throws {FrameboxError} `INVALID_ARGUMENT` when there is no video in it that can be read
 */
export function videoInfoOf(json: string): VideoInfo {
  const probed: unknown = JSON.parse(json);
  const streams = list(probed, "streams");
  const video = streams.find((stream) =>
    stream["codec_type"] === "video" && number(child(stream, "disposition")["attached_pic"]) !== 1
  );
  const audio = streams.find((stream) => stream["codec_type"] === "audio");
  if (video === undefined) {
    throw badVideo(
      audio === undefined
        ? "The file has no video that can be read: it is damaged or cut right after its beginning."
        : "The file holds only sound; it needs a video.",
      because(audio === undefined ? "video-damaged" : "video-only-sound"),
    );
  }
  const codec = text(video["codec_name"]);
  if (video["codec_tag_string"] === "encv" || isEncrypted(probed)) {
    throw badVideo(
      "The video is encrypted; it needs to be one without copy protection.",
      because("video-encrypted"),
    );
  }
  if (codec === undefined || codec === "none" || codec === "unknown") {
    throw badVideo(
      "The video's codec is not known to this machine's ffmpeg, or the file is damaged or cut; " +
        "H.264 is always right.",
      because("video-codec-unknown"),
    );
  }
  const [width, height] = [number(video["width"]), number(video["height"])];
  if (!width || !height) {
    throw badVideo(
      "The video doesn't say how large its frames are; it is damaged or cut short.",
      because("video-damaged"),
    );
  }
  const index = number(video["index"]) ?? 0;
  const timeBase = fraction(video["time_base"]) ?? { num: 1, den: 1000 };
  const mean = fraction(video["avg_frame_rate"]);
  const least = fraction(video["r_frame_rate"]);
  const rate = mean ?? least ?? { num: 0, den: 1 };
  const times = list(probed, "packets")
    .filter((packet) => packet["stream_index"] === index)
    .flatMap((packet) => number(packet["pts"]) ?? []);
  const durationMs = duration(probed, video);
  const rotation = rotationOf(video);
  const colours = {
    matrix: declaredOf(video["color_space"]),
    primaries: declaredOf(video["color_primaries"]),
    transfer: declaredOf(video["color_transfer"]),
  };
  const size = shownSize(width, height, text(video["sample_aspect_ratio"]), rotation);
  return {
    ...size,
    rotation,
    rate,
    variableRate: differ(mean, least) || changes(times, timeBase),
    durationMs,
    frames: framesOf(video, durationMs, rate),
    codec,
    startMs: startMsOf(probed),
    hasTimes: text(child(probed, "format")["format_name"]) !== "avi",
    endMs: endMsOf(probed, video, audio === undefined),
    firstMs: firstMsOf(probed, video),
    audioCodec: audio === undefined ? undefined : text(audio["codec_name"]) ?? "unknown",
    streamIndex: index,
    timeBase,
    assumedMatrix: matrixOf(video, height),
    colours,
    planesMatrix: isEven(size) && !needConversion(colours)
      ? planesMatrixOf(video, height)
      : undefined,
    // Whether this host can is checked next.
    conversion: [],
    isPale: false,
  };
}

/**
 * Whether packets are marked as encrypted: ffprobe shows the tag of the codec inside, and without
 * the key the decoder yields noise, now and then even a frame of it.
 */
function isEncrypted(probed: unknown): boolean {
  return list(probed, "packets").some((packet) =>
    list(packet, "side_data_list").some((data) => data["side_data_type"] === "Encryption info")
  );
}

/** Square pixels: the width is stretched. Then the picture is turned. */
function shownSize(
  width: number,
  height: number,
  aspect: string | undefined,
  rotation: number,
): { width: number; height: number } {
  const [, num, den] = /^(\d+):(\d+)$/.exec(aspect ?? "") ?? [];
  const stretch = Number(num) > 0 && Number(den) > 0 ? Number(num) / Number(den) : 1;
  const wide = Math.max(1, Math.round(width * stretch));
  return rotation % 180 === 0 ? { width: wide, height } : { width: height, height: wide };
}

/** ffprobe gives counter-clockwise degrees of the display matrix; old files have a tag, clockwise. */
function rotationOf(video: Values): number {
  const matrix = list(video, "side_data_list").flatMap((data) => number(data["rotation"]) ?? [])[0];
  const tag = number(child(video, "tags")["rotate"]);
  const clockwise = matrix === undefined ? tag ?? 0 : -matrix;
  return ((Math.round(clockwise / 90) * 90) % 360 + 360) % 360;
}

function duration(probed: unknown, video: Values): number | undefined {
  const seconds = number(video["duration"]) ?? matroskaLength(probed, video) ??
    number(child(probed, "format")["duration"]);
  return seconds === undefined || seconds <= 0 ? undefined : seconds * 1000;
}

/** Where the file's clock stands at its beginning. */
function startMsOf(probed: unknown): number {
  return (number(child(probed, "format")["start_time"]) ?? 0) * 1000;
}

/** When the video's stream begins, from the file's beginning; its first frame may come later. */
function firstMsOf(probed: unknown, video: Values): number {
  const start = number(video["start_time"]);
  return start === undefined ? 0 : Math.max(0, start * 1000 - startMsOf(probed));
}

/**
 * When the last frame has been shown, from the file's beginning. A stream's duration counts from its
 * start; Matroska's tag is the end itself. What holds nothing but the video ends with it.
 */
function endMsOf(probed: unknown, video: Values, isAlone: boolean): number | undefined {
  const format = child(probed, "format");
  if (!STATES_DURATIONS.test(text(format["format_name"]) ?? "")) return undefined;
  const startMs = startMsOf(probed);
  const [start, length] = [number(video["start_time"]), number(video["duration"])];
  if (start !== undefined && length !== undefined && length > 0) {
    return (start + length) * 1000 - startMs;
  }
  const tag = isMatroska(format) ? clock(text(child(video, "tags")["DURATION"])) : undefined;
  if (tag !== undefined) return tag * 1000 - startMs;
  const whole = number(format["duration"]);
  if (whole === undefined || !isAlone) return undefined;
  // Of Matroska ffmpeg gives the end as the duration.
  return isMatroska(format) ? whole * 1000 - startMs : whole * 1000;
}

/** Matroska's times are those of ends: where the clock begins late they are no lengths. */
function matroskaLength(probed: unknown, video: Values): number | undefined {
  const format = child(probed, "format");
  if (!isMatroska(format)) return undefined;
  const end = clock(text(child(video, "tags")["DURATION"])) ?? number(format["duration"]);
  const start = number(video["start_time"]) ?? 0;
  // Some write the length after all.
  return end === undefined || end <= start ? end : end - start;
}

function isMatroska(format: Values): boolean {
  return (text(format["format_name"]) ?? "").startsWith("matroska");
}

function framesOf(
  video: Values,
  durationMs: number | undefined,
  rate: FrameRate,
): number | undefined {
  const counted = number(video["nb_frames"]) ?? number(child(video, "tags")["NUMBER_OF_FRAMES"]);
  if (counted !== undefined && counted > 0) return counted;
  if (durationMs === undefined || rate.num === 0) return undefined;
  return Math.max(1, Math.round(durationMs * rate.num / (rate.den * 1000)));
}

function matrixOf(video: Values, height: number): "bt601" | "bt709" | undefined {
  if (declaredOf(video["color_space"]) !== undefined) return undefined;
  return height >= 720 ? "bt709" : "bt601";
}

function declaredOf(value: unknown): string | undefined {
  const name = text(value);
  return name === "unknown" || name === "reserved" ? undefined : name;
}

function isEven({ width, height }: { width: number; height: number }): boolean {
  return width % 2 === 0 && height % 2 === 0;
}

/** 4:2:0 without alpha, of whatever depth and range: `yuvj420p`, `nv12`, `yuv420p10le`, `p010le`. */
const SUBSAMPLED = /^(yuvj?420p(9|10|12|14|16)?|nv12|nv21|p01[026])(le|be)?$/;

function planesMatrixOf(video: Values, height: number): YuvMatrix | undefined {
  if (!SUBSAMPLED.test(text(video["pix_fmt"]) ?? "")) return undefined;
  const assumed = matrixOf(video, height);
  if (assumed !== undefined) return assumed;
  switch (text(video["color_space"])) {
    case "bt709":
      return "bt709";
    case "bt470bg":
    case "smpte170m":
      return "bt601";
    default:
      return undefined;
  }
}

/** Whether the mean rate is another than the rate of the shortest steps, by more than one in 200. */
function differ(mean: FrameRate | undefined, least: FrameRate | undefined): boolean {
  if (mean === undefined || least === undefined) return false;
  return Math.abs(mean.num * least.den / (mean.den * least.num) - 1) > 0.005;
}

/** Whether steps between frame times differ by more than rounding. Packets come in decoding order. */
function changes(ticks: readonly number[], timeBase: FrameRate): boolean {
  const sorted = ticks.toSorted((a, b) => a - b);
  // The last of them may follow a gap whose frames were not read yet.
  const steps = sorted.slice(1, -4).map((tick, at) => tick - sorted[at]!);
  if (steps.length < 2) return false;
  const spread = Math.max(...steps) - Math.min(...steps);
  return spread > 1 && spread * 1000 * timeBase.num / timeBase.den > ROUNDING_MS;
}

/** `00:00:08.023000000`, as Matroska's tags have it, in seconds. */
function clock(value: string | undefined): number | undefined {
  const [, hours, minutes, seconds] = /^(\d+):(\d+):([\d.]+)$/.exec(value ?? "") ?? [];
  if (seconds === undefined) return undefined;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function fraction(value: unknown): FrameRate | undefined {
  const [, num, den] = /^(\d+)\/(\d+)$/.exec(text(value) ?? "") ?? [];
  if (!Number(num) || !Number(den)) return undefined;
  return { num: Number(num), den: Number(den) };
}

function number(value: unknown): number | undefined {
  const parsed = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof parsed === "number" && Number.isFinite(parsed) ? parsed : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function child(of: unknown, name: string): Values {
  const value = isValues(of) ? of[name] : undefined;
  return isValues(value) ? value : {};
}

function list(of: unknown, name: string): readonly Values[] {
  const value = isValues(of) ? of[name] : undefined;
  return Array.isArray(value) ? value.filter(isValues) : [];
}

function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

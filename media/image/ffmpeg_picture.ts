/**
 * Pictures decoded by ffmpeg, as a process: bytes in by one pipe, pixels out by another.
 *
 * What comes back declares its own size, which is held against what the header claimed.
 *
 * @module
 */

import { because, FrameboxError } from "../../base/errors/mod.ts";
import { kindOf } from "./kinds.ts";
import { type Rows, rows } from "./raster/orient.ts";
import type { ChannelCount } from "./raster/raster.ts";
import { imageSetup } from "./setup.ts";
import { parseY4m, readY4mHeader, unstackPlanes, type YuvPlanes } from "./raw/yuv_planes.ts";

/** What ffmpeg is given, and what has to come out. */
export interface FfmpegInput {
  /** ffmpeg's name for the form of the bytes. */
  readonly demuxer: string;
  /** ffmpeg's names for the decoders of which one is needed. */
  readonly decoders: readonly string[];
  readonly bytes: Uint8Array;
  /** How many pictures have to come out, all of this size. */
  readonly pictures: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Options before the input. */
  readonly options?: readonly string[];
}

/** A decoded photograph of 50 million pixels takes some seconds; a pool gives a task 30. */
const TIMEOUT_MS = 25_000;
/** Tiles are decoded side by side. */
const MAX_THREADS = 4;
/** What stands before the pixels of each picture, at most. */
const HEADER_BYTES = 256;
/** Coded pictures may be larger than what is shown of them by a block each way. */
const BLOCK_PX = 128;
const MAX_ERROR_BYTES = 4096;

const PIXEL_FORMAT = { 1: "gray", 3: "rgb24", 4: "rgba" } as const;

/** Why ffmpeg gave no pixels. */
export type FfmpegFault = "none" | "no-decoder" | "failed" | "too-slow";

/** Without a sentence: a caller that knows the kind of picture adds it by {@linkcode ffmpegSentence}. */
export class FfmpegPictureError extends Error {
  readonly fault: FfmpegFault;

  constructor(fault: FfmpegFault, options?: ErrorOptions) {
    super(`ffmpeg gave no picture: ${fault}`, options);
    this.fault = fault;
  }
}

/**
 * Has ffmpeg decode pictures to interleaved RGB rows of 8 bits.
 *
 * @throws {FfmpegPictureError} when there is no ffmpeg or it can't
 */
export async function decodeByFfmpeg(input: FfmpegInput, channels: ChannelCount): Promise<Rows[]> {
  const { pictures, widthPx, heightPx } = input;
  const output = await run(input, pictures * (widthPx * heightPx * channels + HEADER_BYTES), [
    ...["-vf", `format=pix_fmts=${PIXEL_FORMAT[channels]}`, "-sws_flags", "bilinear+accurate_rnd"],
    ...["-c:v", "pam", "-f", "image2pipe"],
  ]);
  const decoded = parsePams(output, input, channels);
  if (!decoded) throw new FfmpegPictureError("failed");
  return decoded;
}

/**
 * Has ffmpeg decode pictures to their own planes: brightness, and colour unless they are grey.
 *
 * @throws {FfmpegPictureError} when there is no ffmpeg or it can't
 */
export async function decodePlanesByFfmpeg(input: FfmpegInput): Promise<YuvPlanes[]> {
  const { pictures, widthPx, heightPx } = input;
  // Three planes of at most two bytes.
  const output = await run(input, pictures * (6 * widthPx * heightPx + HEADER_BYTES), [
    ...["-strict", "-1", "-f", "yuv4mpegpipe"],
  ]);
  const decoded = parseY4m(output, pictures) ?? await decodeStacked(input, output);
  const fits = decoded?.every((one) => one.widthPx === widthPx && one.heightPx === heightPx);
  if (!decoded || !fits) throw new FfmpegPictureError("failed");
  return decoded;
}

/** Brightness, blue and red one below the other, as one grey picture. */
const STACKED = "extractplanes=y+u+v[y][u][v];[u]pad=WIDTH:ih[bu];[v]pad=WIDTH:ih[rv];" +
  "[y][bu][rv]vstack=3";

/**
 * The planes once more, where ffmpeg's writer of YUV4MPEG2 has left out a byte of each row: it does so for
 * colour of half the columns, more than 8 bits and an odd width.
 *
 * @param written what it wrote
 */
async function decodeStacked(
  input: FfmpegInput,
  written: Uint8Array,
): Promise<YuvPlanes[] | undefined> {
  const header = readY4mHeader(written);
  const isShort = header?.hasColour && header.halfColumns && header.bits > 8 &&
    header.widthPx % 2 === 1;
  if (!isShort) return undefined;
  const { pictures, widthPx, heightPx } = input;
  const output = await run(input, pictures * (6 * widthPx * (heightPx + 1) + HEADER_BYTES), [
    ...["-vf", STACKED.replaceAll("WIDTH", String(widthPx)), "-strict", "-1"],
    ...["-f", "yuv4mpegpipe"],
  ]);
  const stacked = parseY4m(output, pictures);
  const height = heightPx + 2 * (header.halfRows ? Math.ceil(heightPx / 2) : heightPx);
  const fits = stacked?.every((one) =>
    one.widthPx === widthPx && one.heightPx === height && one.bits === header.bits
  );
  return stacked && fits && header.widthPx === widthPx && header.heightPx === heightPx
    ? unstackPlanes(header, stacked)
    : undefined;
}

let known: Promise<ReadonlySet<string>> | undefined;

/** The names of all video decoders that this thread's ffmpeg has. */
async function decodersOf(ffmpeg: string): Promise<ReadonlySet<string>> {
  const { stdout } = await new Deno.Command(ffmpeg, {
    args: ["-hide_banner", "-loglevel", "error", "-decoders"],
    stdin: "null",
    stderr: "null",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).output();
  const lines = new TextDecoder().decode(stdout).matchAll(/^ V\S{5} (\S+)/gm);
  return new Set([...lines].map(([, name = ""]) => name));
}

/** @returns what ffmpeg wrote, at most `maxBytes` */
async function run(
  input: FfmpegInput,
  maxBytes: number,
  output: readonly string[],
): Promise<Uint8Array> {
  const { ffmpeg } = imageSetup();
  if (ffmpeg === undefined) throw new FfmpegPictureError("none");
  const decoders = await (known ??= decodersOf(ffmpeg)).catch((caught) => {
    known = undefined;
    throw new FfmpegPictureError("none", { cause: caught });
  });
  if (!input.decoders.some((name) => decoders.has(name))) {
    throw new FfmpegPictureError("no-decoder");
  }
  const out = new Uint8Array(maxBytes);
  const ended = new AbortController();
  const timeout = setTimeout(() => ended.abort(), TIMEOUT_MS);
  const child = new Deno.Command(ffmpeg, {
    args: [...inputArguments(input), ...output, "pipe:1"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    signal: ended.signal,
  }).spawn();
  try {
    const [, length, complaint, status] = await Promise.all([
      give(child.stdin, input.bytes),
      fill(child.stdout, out, () => ended.abort()),
      textOf(child.stderr),
      child.status,
    ]);
    if (length <= out.length && status.success) return out.subarray(0, length);
    const isTooSlow = ended.signal.aborted && length <= out.length;
    throw new FfmpegPictureError(isTooSlow ? "too-slow" : "failed", { cause: complaint });
  } finally {
    clearTimeout(timeout);
  }
}

/** No network, no other files, few threads, no more pixels than the header claimed. */
function inputArguments(input: FfmpegInput): string[] {
  const { widthPx, heightPx, pictures, demuxer, options = [] } = input;
  const threads = Math.min(MAX_THREADS, navigator.hardwareConcurrency);
  const maxPixels = Math.min((widthPx + BLOCK_PX) * (heightPx + BLOCK_PX), 2 ** 31 - 1);
  return [
    ...["-hide_banner", "-nostdin", "-loglevel", "error", "-protocol_whitelist", "pipe"],
    ...["-timelimit", String(threads * TIMEOUT_MS / 1000), "-xerror", "-filter_threads", "1"],
    ...["-threads", String(threads), "-max_pixels", String(maxPixels)],
    ...["-noautorotate", ...options, "-f", demuxer, "-i", "pipe:0"],
    ...["-map", "0:v:0", "-frames:v", String(pictures), "-threads", "1"],
  ];
}

/** Writes all; a reader that closes early is no error. */
async function give(to: WritableStream<Uint8Array>, bytes: Uint8Array): Promise<void> {
  const writer = to.getWriter();
  try {
    await writer.write(bytes);
    await writer.close();
  } catch {
    // Its own status holds the reason why it ended.
  }
}

/** Reads into `out`; returns how much came: more than `out` takes when it was too much. */
async function fill(
  from: ReadableStream<Uint8Array>,
  out: Uint8Array,
  tooMuch: () => void,
): Promise<number> {
  let length = 0;
  for await (const part of from) {
    if (length + part.byteLength <= out.length) out.set(part, length);
    else tooMuch();
    length += part.byteLength;
  }
  return length;
}

async function textOf(from: ReadableStream<Uint8Array>): Promise<string> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const part of from) {
    if (text.length < MAX_ERROR_BYTES) text += decoder.decode(part, { stream: true });
  }
  return text.slice(0, MAX_ERROR_BYTES);
}

/** The pictures, if they are as many and as large as they have to be. */
function parsePams(
  bytes: Uint8Array,
  { widthPx, heightPx, pictures }: FfmpegInput,
  channels: ChannelCount,
): Rows[] | undefined {
  const decoded: Rows[] = [];
  let at = 0;
  while (decoded.length < pictures) {
    const head = new TextDecoder("latin1").decode(bytes.subarray(at, at + HEADER_BYTES));
    const end = head.indexOf("ENDHDR\n");
    const value = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, "m").exec(head)?.[1]);
    const fits = end >= 0 && value("WIDTH") === widthPx && value("HEIGHT") === heightPx &&
      value("DEPTH") === channels && value("MAXVAL") === 255;
    if (!fits) return undefined;
    at += end + "ENDHDR\n".length;
    const data = bytes.subarray(at, at + widthPx * heightPx * channels);
    if (data.byteLength !== widthPx * heightPx * channels) return undefined;
    decoded.push(rows(widthPx, heightPx, channels, data));
    at += data.byteLength;
  }
  return decoded;
}

/**
 * What went wrong, in a sentence that names the kind of picture; other errors stay.
 *
 * @param kind with its article: `a HEIC`
 * @param form what is special about this one: `32-bit float samples`
 */
export function ffmpegSentence(caught: unknown, kind: string, form?: string): unknown {
  if (!(caught instanceof FfmpegPictureError)) return caught;
  const picture = `This is ${kind} picture`;
  switch (caught.fault) {
    case "none":
      return new FrameboxError(
        "INVALID_ARGUMENT",
        `${picture}, which this server can't read: it has no ffmpeg. Save it as a JPEG or PNG, or ` +
          "install ffmpeg where the server runs.",
        caught,
        because("picture-needs-ffmpeg", { kind: kindOf(kind) }),
      );
    case "no-decoder":
      return new FrameboxError(
        "INVALID_ARGUMENT",
        `${picture}, which this server can't read: its ffmpeg has no decoder for it. Save it as a ` +
          "JPEG or PNG.",
        caught,
        because("picture-needs-decoder", { kind: kindOf(kind) }),
      );
    case "too-slow":
      return new FrameboxError(
        "DEADLINE_EXCEEDED",
        `${picture} that took too long to decode; try again, or save it as a JPEG or PNG.`,
        caught,
        because("picture-too-slow", { kind: kindOf(kind) }),
      );
    case "failed":
      return new FrameboxError(
        "INVALID_ARGUMENT",
        `${picture}${
          form ? ` of ${form}` : ""
        } that this server's ffmpeg can't decode: its pixels ` +
          "are cut or damaged, or stored in a form that ffmpeg doesn't know. Save it as a JPEG or PNG.",
        caught,
        because("picture-undecodable", { kind: kindOf(kind) }),
      );
  }
}

/**
 * Pictures decoded by ffmpeg, as a process: bytes in by a pipe, pixels out by another.
 *
 * Each picture comes back as a PAM file, which says its size: what the header claimed is checked
 * against what was decoded.
 *
 * @module
 */

import { FrameboxError } from "../errors/mod.ts";
import type { ChannelCount } from "./raster.ts";
import { type Rows, rows } from "./orient.ts";
import { imageSetup } from "./setup.ts";

/** What ffmpeg is given. */
export interface FfmpegInput {
  /** ffmpeg's name for the form of the bytes. */
  readonly demuxer: string;
  /** ffmpeg's name for what is needed to decode it, one of them. */
  readonly decoders: readonly string[];
  readonly bytes: Uint8Array;
  /** Pictures that have to come out, all of this size. */
  readonly pictures: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly channels: ChannelCount;
  /** Options before the input. */
  readonly options?: readonly string[];
  /** A filter that makes RGB of what was decoded. */
  readonly toRgb?: string;
}

/** A decoded photograph of 50 million pixels takes some seconds; a pool's thread is given up after 30. */
const TIMEOUT_MS = 20_000;
/** What a PAM file's header takes at most. */
const PAM_HEADER = 128;
/** Coded pictures may be larger than what is shown of them by a block each way. */
const BLOCK_PX = 128;
const MAX_ERROR_BYTES = 4096;

const PIXEL_FORMAT = { 1: "gray", 3: "rgb24", 4: "rgba" } as const;

let known: Promise<ReadonlySet<string>> | undefined;

/** Why ffmpeg didn't give pixels. */
export type FfmpegFault = "none" | "no-decoder" | "failed" | "too-slow";

/** Thrown by {@linkcode decodeByFfmpeg}; whoever knows the kind of picture says it in a sentence. */
export class FfmpegPictureError extends Error {
  readonly fault: FfmpegFault;

  constructor(fault: FfmpegFault, options?: ErrorOptions) {
    super(`ffmpeg gave no picture: ${fault}`, options);
    this.fault = fault;
  }
}

/**
 * Has ffmpeg decode pictures to interleaved RGB rows, on this thread's behalf.
 *
 * @throws {FfmpegPictureError} when there is no ffmpeg or it can't
 */
export async function decodeByFfmpeg(input: FfmpegInput): Promise<Rows[]> {
  const { ffmpeg } = imageSetup();
  if (ffmpeg === undefined) throw new FfmpegPictureError("none");
  const decoders = await (known ??= decodersOf(ffmpeg));
  if (!input.decoders.some((name) => decoders.has(name))) {
    throw new FfmpegPictureError("no-decoder");
  }
  return await run(ffmpeg, input);
}

/** The names of all video decoders that this ffmpeg has. */
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

async function run(ffmpeg: string, input: FfmpegInput): Promise<Rows[]> {
  const { widthPx, heightPx, channels, pictures } = input;
  const pixelBytes = widthPx * heightPx * channels;
  const out = new Uint8Array(pictures * (pixelBytes + PAM_HEADER));
  const ended = new AbortController();
  const timeout = setTimeout(() => ended.abort(), TIMEOUT_MS);
  const child = new Deno.Command(ffmpeg, {
    args: argumentsOf(input),
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
    if (length <= out.length && status.success) {
      const decoded = parsePams(out.subarray(0, length), input);
      if (decoded) return decoded;
    }
    const tooSlow = ended.signal.aborted && length <= out.length;
    throw new FfmpegPictureError(tooSlow ? "too-slow" : "failed", { cause: complaint });
  } finally {
    clearTimeout(timeout);
  }
}

function argumentsOf(input: FfmpegInput): string[] {
  const { widthPx, heightPx, channels, pictures, demuxer, options = [] } = input;
  const maxPixels = Math.min((widthPx + BLOCK_PX) * (heightPx + BLOCK_PX), 2 ** 31 - 1);
  const format = `format=pix_fmts=${PIXEL_FORMAT[channels]}`;
  return [
    ...["-hide_banner", "-nostdin", "-loglevel", "error", "-protocol_whitelist", "pipe"],
    ...["-timelimit", String(TIMEOUT_MS / 1000), "-threads", "1", "-filter_threads", "1"],
    ...["-max_pixels", String(maxPixels), "-noautorotate", ...options],
    ...["-f", demuxer, "-i", "pipe:0", "-map", "0:v:0", "-frames:v", String(pictures)],
    ...["-vf", input.toRgb ? `${input.toRgb},${format}` : format],
    ...["-sws_flags", "bilinear+accurate_rnd+full_chroma_int", "-threads", "1"],
    ...["-c:v", "pam", "-f", "image2pipe", "pipe:1"],
  ];
}

/** Writes all; a reader that has heard enough is no error. */
async function give(to: WritableStream<Uint8Array>, bytes: Uint8Array): Promise<void> {
  const writer = to.getWriter();
  try {
    await writer.write(bytes);
    await writer.close();
  } catch {
    // Its own status says why it ended.
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
function parsePams(bytes: Uint8Array, input: FfmpegInput): Rows[] | undefined {
  const { widthPx, heightPx, channels, pictures } = input;
  const decoded: Rows[] = [];
  let at = 0;
  while (decoded.length < pictures) {
    const head = new TextDecoder("latin1").decode(bytes.subarray(at, at + PAM_HEADER));
    const end = head.indexOf("ENDHDR\n");
    const value = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, "m").exec(head)?.[1]);
    const fits = end >= 0 && value("WIDTH") === widthPx && value("HEIGHT") === heightPx &&
      value("DEPTH") === channels && value("MAXVAL") === 255;
    if (!fits) return undefined;
    at += end + 7;
    const data = bytes.subarray(at, at + widthPx * heightPx * channels);
    if (data.byteLength !== widthPx * heightPx * channels) return undefined;
    decoded.push(rows(widthPx, heightPx, channels, data));
    at += data.byteLength;
  }
  return decoded;
}

/**
 * What went wrong, in a sentence that names the kind of picture.
 *
 * @param article and kind: `a HEIC`
 * @param form what is special about this one, if something is: `32-bit float samples`
 */
export function ffmpegSentence(caught: unknown, kind: string, form?: string): unknown {
  if (!(caught instanceof FfmpegPictureError)) return caught;
  const this_ = `This is ${kind} picture`;
  switch (caught.fault) {
    case "none":
      return new FrameboxError(
        "INVALID_ARGUMENT",
        `${this_}, which this server can't read: it has no ffmpeg. Save it as a JPEG or PNG, or ` +
          "install ffmpeg where the server runs.",
        caught,
      );
    case "no-decoder":
      return new FrameboxError(
        "INVALID_ARGUMENT",
        `${this_}, which this server can't read: its ffmpeg has no decoder for it. Save it as a JPEG or PNG.`,
        caught,
      );
    case "too-slow":
      return new FrameboxError(
        "DEADLINE_EXCEEDED",
        `${this_} that took too long to decode; try again, or save it as a JPEG or PNG.`,
        caught,
      );
    case "failed":
      return new FrameboxError(
        "INVALID_ARGUMENT",
        `${this_}${
          form ? ` of ${form}` : ""
        } that this server's ffmpeg can't decode: it is cut or ` +
          "damaged, or stored in a form that ffmpeg doesn't know. Save it as a JPEG or PNG.",
        caught,
      );
  }
}

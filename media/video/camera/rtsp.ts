/**
 * A camera's stream over RTSP: ffmpeg connects and decodes, and gives JPEGs.
 *
 * @module
 */
import { CameraFault } from "./camera_fault.ts";
import { passEachFrame } from "../find_ffmpeg.ts";
import { type CameraLimits, readMultipartJpeg } from "./multipart_jpeg.ts";
import { MediaProcess } from "../process.ts";
import type { Ffmpeg } from "../types.ts";

/** What a connection is made with. */
export interface RtspOptions {
  /** Bounds on its pictures. */
  readonly limits: CameraLimits;
  /** How long the camera may be silent before ffmpeg gives up. */
  readonly silentMs: number;
}

/** What ffmpeg may open: the list that it is given, and cameras over TCP, plain or by TLS. */
const PROTOCOLS = "pipe,fd,rtsp,rtp,tcp,tls,crypto";

/** Quality of ffmpeg's JPEGs, 2 (best) to 31: close to the camera's own picture, 1.2 bits a pixel. */
const QUALITY = "4";

/**
 * Connects and gives each picture as it comes. Media go over the RTSP connection itself (TCP): no
 * packet is lost, and no port has to be open here.
 *
 * The address holds a password, and every user of this host can read a program's arguments. So
 * ffmpeg gets the address over its standard input, in a list of one item (its concat demuxer).
 * ffmpeg decodes percent signs in user and password; of Digest it knows MD5.
 *
 * @param address rtsp or rtsps, with user and password if it needs them
 * @returns JPEG files; ends when the camera ends the stream
 * @throws {CameraFault} in words that hold no address; the signal's reason when it aborts
 */
export async function* rtspFrames(
  ffmpeg: Ffmpeg,
  address: string,
  options: RtspOptions,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const stop = new AbortController();
  const abort = () => stop.abort(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  let process: MediaProcess | undefined;
  let seen = false;
  try {
    process = await start(ffmpeg, address, options, stop.signal);
    const frames = readMultipartJpeg(process.stdout, TYPE, options.limits, stop.signal);
    for await (const frame of frames) {
      seen = true;
      yield frame;
    }
    await process.ended;
    throw faultOf(process.tail, seen);
  } finally {
    signal.removeEventListener("abort", abort);
    stop.abort(new DOMException("The stream was left.", "AbortError"));
    await process?.ended;
  }
}

/** What ffmpeg's mpjpeg writes. */
const TYPE = "multipart/x-mixed-replace; boundary=framebox";

async function start(
  ffmpeg: Ffmpeg,
  address: string,
  { silentMs }: RtspOptions,
  signal: AbortSignal,
): Promise<MediaProcess> {
  signal.throwIfAborted();
  let process: MediaProcess;
  try {
    const pipes = { stdin: "piped", stdout: "piped" } as const;
    process = new MediaProcess(ffmpeg.ffmpeg, argumentsOf(ffmpeg), pipes, signal);
  } catch {
    throw noFfmpeg();
  }
  const writer = process.stdin.getWriter();
  // An ffmpeg that ends before it has read everything reports the reason on its other pipe.
  await writer.write(new TextEncoder().encode(listOf(address, silentMs))).catch(() => {});
  await writer.close().catch(() => {});
  return process;
}

/** The list that ffmpeg reads (its documentation, "concat demuxer"; options since version 5.0). */
function listOf(address: string, silentMs: number): string {
  return [
    "ffconcat version 1.0",
    `file '${address.replaceAll("'", "'\\''")}'`,
    "option rtsp_transport tcp",
    "option allowed_media_types video",
    "option fflags nobuffer",
    `option timeout ${silentMs * 1000}`,
    "",
  ].join("\n");
}

function argumentsOf(ffmpeg: Ffmpeg): string[] {
  return [
    ...["-hide_banner", "-loglevel", "error"],
    // Nothing is held back: no reordering of frames, no threads that each keep a frame, no looking
    // ahead in what the list's item has found out already.
    ...["-fflags", "nobuffer", "-flags", "low_delay", "-analyzeduration", "0", "-probesize", "32"],
    ...["-protocol_whitelist", PROTOCOLS, "-f", "concat", "-safe", "0", "-i", "pipe:0"],
    ...["-an", "-c:v", "mjpeg", "-q:v", QUALITY, "-threads", "1", ...passEachFrame(ffmpeg)],
    ...["-flush_packets", "1", "-f", "mpjpeg", "-boundary_tag", "framebox", "pipe:1"],
  ];
}

/** The fault of a camera that needs ffmpeg where there is none. */
function noFfmpeg(): CameraFault {
  return new CameraFault("no-ffmpeg", "RTSP cameras need ffmpeg on framebox's machine.");
}

/** The fault in ffmpeg's messages, in words without an address. */
function faultOf(text: string, seen: boolean): CameraFault {
  if (/401 Unauthorized|403 Forbidden/i.test(text)) {
    return new CameraFault("login", "The camera refuses the user or password.");
  }
  if (/404 Not Found|410 Gone/i.test(text)) {
    return new CameraFault("not-found", "The camera has nothing at that path.");
  }
  if (/resolve hostname/i.test(text)) {
    return new CameraFault("unknown-host", "The camera's host name is not known.");
  }
  if (/Connection refused/i.test(text)) {
    return new CameraFault("connection-refused", "The camera refuses the connection.");
  }
  if (/timed out|No route|unreachable/i.test(text)) {
    return seen
      ? new CameraFault("no-pictures", "The camera sends no more pictures.")
      : new CameraFault("no-answer", "The camera doesn't answer.");
  }
  if (seen) return new CameraFault("ended", "The camera ended the stream.");
  if (/unknown keyword 'option'/i.test(text)) {
    return new CameraFault("no-ffmpeg", "RTSP cameras need ffmpeg 5.0 or newer.");
  }
  if (/Invalid data|matches no streams|does not contain any stream/i.test(text)) {
    return new CameraFault("not-a-stream", "The camera gives no video at that path.");
  }
  return new CameraFault("failed", "ffmpeg could not show the camera's stream.");
}

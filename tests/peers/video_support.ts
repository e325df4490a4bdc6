/** What the tests with a real ffmpeg share. */
import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import {
  decodeVideo,
  type Ffmpeg,
  findFfmpeg,
  probeVideo,
  type VideoFrame,
  type VideoInfo,
  VideoWriter,
  type VideoWriterOptions,
} from "../../media/video/mod.ts";
import { limit } from "../support/limit.ts";

async function found(): Promise<Ffmpeg> {
  const ffmpeg = await findFfmpeg(limit());
  assert.ok(ffmpeg, "these tests need ffmpeg and ffprobe on the PATH");
  return ffmpeg;
}

/** The one on the PATH. */
export const FFMPEG: Ffmpeg = await found();

/** What a test looks at of a file. */
export interface Decoded {
  readonly info: VideoInfo;
  readonly frames: readonly VideoFrame[];
  /** Of the frames, in milliseconds, to a tenth. */
  readonly times: readonly number[];
  readonly remark: string | undefined;
}

/** All frames of a file, or of its beginning. */
export async function decode(path: string, max = Infinity): Promise<Decoded> {
  const info = await probeVideo(FFMPEG, path, limit());
  const decoder = decodeVideo(FFMPEG, path, info, limit());
  const frames: VideoFrame[] = [];
  for await (const frame of decoder) {
    frames.push(frame);
    if (frames.length === max) break;
  }
  const times = frames.map(({ timestampMs }) => Math.round(timestampMs * 10) / 10);
  return { info, frames, times, remark: decoder.remark };
}

/** Decodes one file and encodes it again, as it is. */
export async function through(
  from: string,
  path: string,
  change: Partial<VideoWriterOptions> = {},
): Promise<Pick<Decoded, "info" | "remark">> {
  const info = await probeVideo(FFMPEG, from, limit());
  const { width, height, rate, variableRate } = info;
  const options = { path, width, height, rate, variableRate, audioFrom: from, ...change };
  const writer = await VideoWriter.open(FFMPEG, options, limit());
  const decoder = decodeVideo(FFMPEG, from, info, limit());
  for await (const { raster, timestampMs } of decoder) {
    await writer.write(raster, timestampMs);
  }
  await writer.finish(decoder.endMs);
  return { info, remark: writer.remark };
}

/** Colour of a point of a frame: R, G, B. */
export function colourAt({ raster }: VideoFrame, x: number, y: number): number[] {
  const at = (Math.floor(y) * raster.widthPx + Math.floor(x)) * 3;
  return [...raster.data.subarray(at, at + 3)];
}

/** `by`: how far each number may be off. */
export function assertNear(
  actual: readonly number[],
  expected: readonly number[],
  by: number,
): void {
  const far = actual.some((value, index) => Math.abs(value - (expected[index] ?? NaN)) > by);
  assert.ok(!far && actual.length === expected.length, `${actual} is not near ${expected}`);
}

/** A file that is refused with a sentence that names no path. */
export async function assertBad(path: string, sentence: RegExp): Promise<void> {
  await assert.rejects(probeVideo(FFMPEG, path, limit()), (error) => {
    assert.ok(error instanceof FrameboxError, String(error));
    assert.equal(error.code, "INVALID_ARGUMENT");
    assert.match(error.message, sentence);
    assert.doesNotMatch(error.message, /\n|\/tmp|file:/);
    return true;
  });
}

/** Processes on this machine that name the directory in their arguments. */
export async function processesWith(directory: string): Promise<number[]> {
  const pids: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const line = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "");
    if (/^(\S*\/)?ff(mpeg|probe)\0/.test(line) && line.includes(directory)) pids.push(Number(name));
  }
  return pids;
}

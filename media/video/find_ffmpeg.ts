/**
 * Finding ffmpeg on this host, and its version.
 *
 * @module
 */

import { runToEnd } from "./process.ts";
import type { Ffmpeg } from "./types.ts";

/** Starting a program from a cold disk takes seconds at most. */
const LIMIT_MS = 20_000;

/**
 * The ffmpeg and ffprobe on the PATH, `undefined` if one of them is missing or may not be run.
 *
 * @throws {DOMException} the signal's reason when aborted
 */
export async function findFfmpeg(signal: AbortSignal): Promise<Ffmpeg | undefined> {
  const found: Ffmpeg = { version: "", ffmpeg: "ffmpeg", ffprobe: "ffprobe" };
  const [version, other] = await Promise.all([
    versionOf(found.ffmpeg, signal),
    versionOf(found.ffprobe, signal),
  ]);
  signal.throwIfAborted();
  return version === undefined || other === undefined ? undefined : { ...found, version };
}

/** The third word of `ffmpeg version 5.1.9-0+deb12u1 Copyright …`. */
async function versionOf(program: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { success, text } = await runToEnd(program, ["-version"], signal, LIMIT_MS);
    return success ? /^\w+ version (\S+)/.exec(text)?.[1] : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The option that keeps each frame with its own time, neither doubled nor dropped: `-vsync` until
 * ffmpeg 5.0, `-fps_mode` since 5.1.
 */
export function passEachFrame(ffmpeg: Ffmpeg): string[] {
  return [isOlderThan(ffmpeg, 5, 1) ? "-vsync" : "-fps_mode", "passthrough"];
}

/** Whether it is a version before that one. Builds from the source tree are taken to be new. */
export function isOlderThan({ version }: Ffmpeg, major: number, minor: number): boolean {
  const [, first, second] = /^n?(\d+)\.(\d+)/.exec(version) ?? [];
  if (first === undefined) return false;
  return Number(first) < major || (Number(first) === major && Number(second) < minor);
}

/**
 * Which of ffmpeg's encoders makes the video.
 *
 * @module
 */

import { FrameboxError } from "../../base/errors/mod.ts";
import { runToEnd } from "./process.ts";
import type { Ffmpeg, FrameRate } from "./types.ts";

/** Listing them takes tens of milliseconds. */
const LIMIT_MS = 20_000;

/** From the best. Some builds of ffmpeg lack x264 for its licence; browsers play the first two. */
const ENCODERS: readonly (readonly [name: string, ...settings: string[]])[] = [
  // Without B-frames each frame's duration in the file is the time until the next one is shown.
  ["libx264", "-preset", "superfast", "-crf", "21", "-bf", "0"],
  // Without a bound on its quantiser it would starve at a variable rate.
  ["libopenh264", "-b:v", "6M", "-qmin", "15", "-qmax", "30"],
  ["mpeg4", "-q:v", "3"],
];

const known = new WeakMap<Ffmpeg, readonly string[]>();

/**
 * Arguments that name the encoder and its settings.
 *
 * @throws {FrameboxError} `UNIMPLEMENTED` if this ffmpeg has none of them
 * @throws {DOMException} the signal's reason when aborted
 */
export async function chooseEncoder(
  ffmpeg: Ffmpeg,
  signal: AbortSignal,
): Promise<readonly string[]> {
  let choice = known.get(ffmpeg);
  if (choice === undefined) {
    const listed = await runToEnd(
      ffmpeg.ffmpeg,
      ["-hide_banner", "-encoders"],
      signal,
      LIMIT_MS,
    );
    choice = encoderOf(listed.text);
    known.set(ffmpeg, choice);
  }
  return choice;
}

/**
 * The arguments that depend on the video: without its rate x264 takes the clock's ticks for
 * frames a second and asks players for a level that hardly any has.
 */
export function encoderArguments(choice: readonly string[], rate: FrameRate): readonly string[] {
  if (choice[1] !== "libx264" || rate.num === 0) return choice;
  return [...choice, "-x264-params", `fps=${rate.num}/${rate.den}`];
}

/**
 * The best encoder of ffmpeg's list.
 *
 * @param listed lines such as ` V....D libx264              libx264 H.264 / AVC …`
 * @throws {FrameboxError} `UNIMPLEMENTED` if it has none that will do
 */
export function encoderOf(listed: string): readonly string[] {
  for (const [name, ...settings] of ENCODERS) {
    if (new RegExp(`^ V\\S+ ${name} `, "m").test(listed)) return ["-c:v", name, ...settings];
  }
  throw new FrameboxError(
    "UNIMPLEMENTED",
    "This machine's ffmpeg can't encode videos; it needs one with libx264, libopenh264 or mpeg4.",
  );
}

/**
 * Puts a finished video and the sound of another file together, in an MP4 that plays while it loads.
 *
 * @module
 */

import { fileLeftBy } from "../../base/watch/mod.ts";
import { isOlderThan } from "./find_ffmpeg.ts";
import { type ProcessOutput, runToEnd } from "./process.ts";
import { safeInput } from "./safe_input.ts";
import { isPlayed, type Sound, soundArguments, soundsOf } from "./sounds.ts";
import type { Ffmpeg } from "./types.ts";

/** Nothing is decoded but sound; an hour of video takes seconds, on a slow disk minutes. */
const LIMIT_MS = 30 * 60_000;
/** To see whether a sound can be decoded. */
const TRIED_S = "1";
/** Containers whose clock ffmpeg leaves as it is; in others it begins with the streams in use. */
const OWN_CLOCK = /^(mov|matroska|avi|flv)/;

/** The video alone. */
export interface SilentVideo {
  /** An MP4 without sound; its first frame is at 0. */
  readonly path: string;
  /** How many frames it has. */
  readonly frames: number;
  /** When the first one is shown, on the clock of the file whose sound is added. */
  readonly startMs: number;
  /** For how long the last one is shown, in ticks of its clock. */
  readonly lastTicks: number;
}

/** What became of it. */
export interface Joined extends ProcessOutput {
  /** Sounds that are in it. */
  readonly kept: number;
  /** Sounds that are not. */
  readonly lost: number;
}

/** Makes one file. */
export class SoundJoin {
  readonly #ffmpeg: Ffmpeg;
  readonly #video: SilentVideo;
  readonly #path: string;
  readonly #signal: AbortSignal;

  /** @param path the file to be made */
  constructor(ffmpeg: Ffmpeg, video: SilentVideo, path: string, signal: AbortSignal) {
    this.#ffmpeg = ffmpeg;
    this.#video = video;
    this.#path = path;
    this.#signal = signal;
  }

  /**
   * Adds all sounds of a file: as they are where browsers play them in an MP4, else as AAC, as long as they
   * are.
   *
   * @param audioFrom `undefined`: there is no sound
   * @throws {DOMException} the signal's reason when aborted, `TimeoutError` after half an hour
   */
  async run(audioFrom: string | undefined): Promise<Joined> {
    if (audioFrom === undefined) return await this.#attempt(undefined, [], "", false);
    const found = await soundsOf(this.#ffmpeg, audioFrom, this.#signal);
    const { sounds, format } = found ?? { sounds: [], format: "" };
    const joined = await this.#attempt(audioFrom, sounds, format, true);
    if (found === undefined) return { ...joined, lost: 1 };
    if (joined.success || isDiskFull(joined.tail)) return joined;
    // ffmpeg doesn't name the track that failed: one that can't be decoded, or one that was copied.
    const good = await this.#decodable(audioFrom, sounds);
    for (const mayCopy of good.length < sounds.length ? [true, false] : [false]) {
      const again = await this.#attempt(audioFrom, good, format, mayCopy);
      if (again.success) return { ...again, lost: sounds.length - good.length };
    }
    const silent = await this.#attempt(undefined, [], "", false);
    return { ...silent, lost: sounds.length };
  }

  async #attempt(
    audioFrom: string | undefined,
    sounds: readonly Sound[],
    format: string,
    mayCopy: boolean,
  ): Promise<Joined> {
    const { path, startMs } = this.#video;
    const isWanted = audioFrom !== undefined && sounds.length > 0;
    const args = [
      ...["-nostdin", "-hide_banner", "-loglevel", "error", "-y"],
      ...["-itsoffset", (startMs / 1000).toFixed(6), "-i", `file:${path}`],
      ...(isWanted ? safeInput(audioFrom) : []),
      ...["-map", "0:v:0", "-c:v", "copy", ...this.#lastFrame()],
      ...sounds.flatMap((sound, at) => soundArguments(sound, at, mayCopy && isPlayed(sound))),
      // Some versions hold FLAC and Opus in MP4 to be experiments; browsers have long played them.
      ...["-map_metadata", "-1", "-strict", "experimental", "-max_muxing_queue_size", "9999"],
      ...["-movflags", "+faststart", "-f", "mp4", `file:${this.#path}`],
      // The pictures are read, too, so that the sound's clock begins where the file does.
      ...(isWanted && !OWN_CLOCK.test(format)
        ? ["-map", "1:v:0?", "-c", "copy", "-f", "null", "-"]
        : []),
    ];
    const run = () => runToEnd(this.#ffmpeg.ffmpeg, args, this.#signal, LIMIT_MS);
    const output = await fileLeftBy(this.#path, run, this.#signal, { limitMs: LIMIT_MS });
    return { ...output, kept: sounds.length, lost: 0 };
  }

  /** Sets its duration; ffmpeg before 5.1 has no option for it. */
  #lastFrame(): string[] {
    if (isOlderThan(this.#ffmpeg, 5, 1)) return [];
    const { frames, lastTicks } = this.#video;
    return ["-bsf:v", `setts=duration=if(eq(N\\,${frames - 1})\\,${lastTicks}\\,DURATION)`];
  }

  async #decodable(path: string, sounds: readonly Sound[]): Promise<Sound[]> {
    const good: Sound[] = [];
    for (const sound of sounds) {
      const { success } = await runToEnd(
        this.#ffmpeg.ffmpeg,
        [
          ...["-nostdin", "-hide_banner", "-loglevel", "error", ...safeInput(path)],
          ...["-map", `0:a:${sound.index}`, "-t", TRIED_S, "-f", "null", "-"],
        ],
        this.#signal,
        LIMIT_MS,
      );
      if (success) good.push(sound);
    }
    return good;
  }
}

/** Whether ffmpeg's last words are those of a disk without room. */
export function isDiskFull(tail: string): boolean {
  return /no space left|disk quota/i.test(tail);
}

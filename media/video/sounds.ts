/**
 * The sound tracks of a file, and in which form each can be part of an MP4 that browsers play.
 *
 * @module
 */

import { runToEnd } from "./process.ts";
import { safeInput } from "./safe_input.ts";
import type { Ffmpeg } from "./types.ts";

/** Headers are read; on a slow disk that takes its time, and what is encoded must not be lost for it. */
const LIMIT_MS = 10 * 60_000;
/** More tracks than films have. */
const MAX_SOUNDS = 16;
/** Sound that an MP4 may hold and browsers play in it. */
const PLAYED = /^(aac|mp3|opus|flac)$/;
/** Kinds of AAC that browsers play; others are as good as another codec. */
const PLAYED_AAC = /^(LC|HE-AAC|HE-AACv2|unknown)$/;
/** Layouts that a decoder knows by number alone; browsers read no others (ISO 14496-3, table 1.19). */
const LAYOUTS = "mono|stereo|3.0|4.0|5.0|5.1";
/** AAC's bit rate for each channel, for sound as good as the source's. */
const BITS_PER_CHANNEL = 96_000;
/** The channel count, by the number of layouts. */
const MAX_CHANNELS = 6;

/** A sound track. */
export interface Sound {
  /** Its number among the file's sound tracks. */
  readonly index: number;
  /** Name of its codec, as ffmpeg has it: `aac`. */
  readonly codec: string;
  /** Kind of its codec, as ffmpeg has it: `LC`. */
  readonly profile: string;
  /** How many it has. */
  readonly channels: number;
  /** As three letters (ISO 639-2), if the file declares it. */
  readonly language: string | undefined;
}

/** The sounds of a file, and what marks where it begins. */
export interface FileSounds {
  readonly sounds: readonly Sound[];
  /** Name of the container, as ffmpeg has it: `matroska,webm`. */
  readonly format: string;
}

/**
 * Reads which sound tracks a file has; `undefined` if it can't be read.
 *
 * @throws {DOMException} the signal's reason when aborted
 */
export async function soundsOf(
  ffmpeg: Ffmpeg,
  path: string,
  signal: AbortSignal,
): Promise<FileSounds | undefined> {
  const entries = "format=format_name:stream=codec_name,profile,channels:stream_tags=language";
  const { success, text } = await runToEnd(
    ffmpeg.ffprobe,
    [
      ...["-v", "error", "-select_streams", "a", "-show_entries", entries],
      ...["-of", "json", ...safeInput(path)],
    ],
    signal,
    LIMIT_MS,
  );
  return success ? readSounds(text) : undefined;
}

/**
 * The sounds of a file, by ffprobe's output.
 *
 * @param json its `-of json`
 */
function readSounds(json: string): FileSounds {
  const probed: { streams?: unknown[]; format?: { format_name?: unknown } } = JSON.parse(json);
  const streams = (probed.streams ?? []).slice(0, MAX_SOUNDS);
  return {
    format: String(probed.format?.format_name ?? ""),
    sounds: streams.map((stream, index) => {
      const { codec_name, profile, channels, tags } = stream as Record<string, unknown>;
      const language = String((tags as Record<string, unknown> | undefined)?.["language"] ?? "");
      return {
        index,
        codec: String(codec_name ?? "unknown"),
        profile: String(profile ?? "unknown"),
        channels: Number(channels ?? 2),
        language: /^[a-z]{3}$/.test(language) ? language : undefined,
      };
    }),
  };
}

/** Whether browsers play it as it is. */
export function isPlayed({ codec, profile }: Sound): boolean {
  return PLAYED.test(codec) && (codec !== "aac" || PLAYED_AAC.test(profile));
}

/**
 * Arguments for one sound of the output.
 *
 * @param at its number in the output
 * @param copy whether it stays as it is; otherwise it becomes AAC
 */
export function soundArguments(sound: Sound, at: number, copy: boolean): string[] {
  const { index, language, channels } = sound;
  const bits = BITS_PER_CHANNEL * Math.min(MAX_CHANNELS, Math.max(1, channels));
  return [
    ...["-map", `1:a:${index}`],
    ...(language === undefined ? [] : [`-metadata:s:a:${at}`, `language=${language}`]),
    ...(copy ? [`-c:a:${at}`, "copy"] : [
      ...[`-c:a:${at}`, "aac", `-b:a:${at}`, `${bits}`],
      // Where the source's sound has a hole, silence keeps what comes after it at its time.
      ...[`-filter:a:${at}`, `aresample=async=1,aformat=channel_layouts=${LAYOUTS}`],
    ]),
  ];
}

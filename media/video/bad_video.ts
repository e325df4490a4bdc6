/**
 * Why a file can't be used as a video, in a sentence for the user that sent it.
 *
 * @module
 */

import { because, type ErrorReason, FrameboxError } from "../../base/errors/mod.ts";

/** What would be right, at the end of several sentences. */
const RIGHT = "MP4, MOV, MKV, WebM, AVI and MPEG files are.";

/** An error about a file; `tail` is the end of ffmpeg's messages, for the log. */
export function badVideo(
  sentence: string,
  reason: ErrorReason,
  tail?: string,
): FrameboxError {
  return new FrameboxError(
    "INVALID_ARGUMENT",
    sentence,
    tail === undefined || tail === "" ? undefined : new Error(tail),
    reason,
  );
}

/** An unknown container, or one that is cut before its header ends. */
export async function unreadableVideo(path: string, tail: string): Promise<FrameboxError> {
  const head = await headOf(path);
  if (head.length === 0) {
    return badVideo("The file is empty; it needs to be a video.", because("video-empty"), tail);
  }
  // Bytes 4 to 7 name the first box of an MP4 or MOV file (ISO 14496-12, 4.2).
  const isMp4 = /^(ftyp|moov|mdat|wide|free|skip)$/.test(head.slice(4, 8));
  if (isMp4 && /moov atom not found/.test(tail)) {
    return badVideo(
      "The video is cut short: its index, which stands at its end, is missing; give the whole file.",
      because("video-index-missing"),
      tail,
    );
  }
  if (isMp4 || head.startsWith("\x1aE\xdf\xa3") || /^RIFF....AVI/s.test(head)) {
    return badVideo(
      "The video is damaged or cut so early that nothing can be read of it.",
      because("video-damaged"),
      tail,
    );
  }
  return badVideo(
    `The file is not a video that framebox can read; ${RIGHT}`,
    because("video-unknown"),
    tail,
  );
}

/** The streams are known, and no frame came out. */
export function undecodableVideo(codec: string, tail: string): FrameboxError {
  if (/decoder .*not found|could not find codec|unknown decoder|no decoder/i.test(tail)) {
    return badVideo(
      `This machine's ffmpeg can't decode the video's codec, ${codec}; H.264 is always right.`,
      because("video-codec", { codec }),
      tail,
    );
  }
  if (/error|invalid|corrupt|non-existing|illegal/i.test(tail)) {
    return badVideo(
      "No frame of the video could be read: it is damaged, encrypted, or cut right after its header.",
      because("video-damaged"),
      tail,
    );
  }
  return badVideo(
    "The video has no frames; it needs at least one.",
    because("video-without-frames"),
    tail,
  );
}

async function headOf(path: string): Promise<string> {
  using file = await Deno.open(path);
  const bytes = new Uint8Array(16);
  const count = await file.read(bytes);
  return String.fromCharCode(...bytes.subarray(0, count ?? 0));
}

/** Lengths of time, and other numbers with a unit, in words. */
import { bytesText, fill, limitText, numberText, text } from "../base/text.ts";

/** @param ms what is left of something */
export function leftText(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return fill(text.video.seconds, { n: numberText(seconds) });
  const n = numberText(Math.floor(seconds / 60));
  return fill(text.video.minutes, { n, s: numberText(seconds % 60) });
}

/** @param seconds a place in a video */
export function placeText(seconds: number): string {
  return fill(text.video.time, { n: numberText(seconds, 2, 2) });
}

/** @param fps frames a second */
export function rateText(fps: number): string {
  return fill(text.framesPerSecond, { n: numberText(fps, fps < 10 ? 1 : 0) });
}

/**
 * @param bytes of a file
 * @param max that the server takes, in bytes
 */
export function tooLargeText(bytes: number, max: number): string {
  return fill(text.video.tooLarge, { size: bytesText(bytes), limit: limitText(max) });
}

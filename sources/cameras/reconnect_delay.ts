/**
 * How long to wait before a camera is tried again.
 *
 * @module
 */
import type { CameraFault } from "../../media/video/mod.ts";

const FIRST_MS = 500;
const MAX_MS = 30_000;

/** Cameras lock clients out that try a wrong password often; seven times in half an hour, some of them. */
const LOGIN_MS = 5 * 60_000;

/**
 * Twice as long each time, up to half a minute, and up to a fifth less or more, so that not all
 * cameras of a switch that is back are asked at the same moment.
 *
 * @param failures in a row, from 1
 * @param random from 0 to 1
 * @returns milliseconds; `undefined`: trying again is of no use while this server runs
 */
export function reconnectDelay(
  failures: number,
  { reason }: CameraFault,
  random: number,
): number | undefined {
  if (reason === "no-ffmpeg") return undefined;
  const max = Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  return (reason === "login" ? LOGIN_MS : max) * (0.8 + 0.4 * random);
}

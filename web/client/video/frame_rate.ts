/** The rate of a video, measured by the frames that a browser shows. */

/** Rates that cameras and editors write; a measured one close to them is theirs. */
const RATES = [24000 / 1001, 24, 25, 30000 / 1001, 30, 48, 50, 60000 / 1001, 60, 120];

/**
 * Frames a second from the times of frames that were shown; some may have been left out.
 *
 * @param times in seconds
 */
export function rateOf(times: readonly number[]): number {
  const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0)).filter((gap) => gap > 0.002);
  if (gaps.length === 0) return 30;
  const least = Math.min(...gaps);
  // Gaps close to the smallest are one frame; the mean of them is more exact than any.
  const single = gaps.filter((gap) => gap < least * 1.5);
  const measured = single.length / single.reduce((sum, gap) => sum + gap, 0);
  const known = RATES.toSorted((a, b) => Math.abs(a - measured) - Math.abs(b - measured))[0] ?? 30;
  return Math.abs(known - measured) / known < 0.02 ? known : measured;
}

/**
 * A profile with a table, made ready for pixels: a table of sRGB that is so fine that straight lines
 * between its points will do.
 *
 * @module
 */

import type { Curve } from "./curve.ts";
import { applyGrid, applyInkGrid, type Grid, POINT_NUMBERS } from "./kernel.ts";
import { clamp, evaluate, type TableProfile } from "./profile.ts";
import { xyzToSrgb } from "./srgb.ts";

/** Points along each channel that a table has at least. */
const POINTS = { 3: 33, 4: 17 } as const;
/** A profile's own points are among them if these are not more. */
const MAX_POINTS = { 3: 49, 4: 19 } as const;

/** How many colours are tried to see how good a table is. */
const TRIED = 256;
/** Levels of 255 that it may be off on average before another one is tried: rounding alone is a quarter. */
const GOOD_ENOUGH = 0.5;

/** Makes the table of a profile of three or four channels. */
export function makeGrid(profile: TableProfile): Grid {
  const byCurves = fill(profile, true);
  const hasTable = profile.points.some((own) => own > 0);
  const error = hasTable ? errorOf(byCurves, profile) : 0;
  if (error <= GOOD_ENOUGH) return byCurves;
  // Curves that lead to light leave few points for what is dark.
  const byValues = fill(profile, false);
  return errorOf(byValues, profile) < error ? byValues : byCurves;
}

/** With `byCurves` the points are at equal distances behind the profile's curves, else before them. */
function fill(profile: TableProfile, byCurves: boolean): Grid {
  const channels = profile.points.length === 4 ? 4 : 3;
  const counts = profile.points.map((own) =>
    byCurves ? pointsFor(own, channels) : POINTS[channels]
  );
  const steps = counts.map((_, i) => 4 * POINT_NUMBERS * productOf(counts.slice(i + 1)));
  const points = new Float32Array(POINT_NUMBERS * productOf(counts));
  const values = new Float64Array(channels);
  for (let at = 0; at < points.length; at += POINT_NUMBERS) {
    for (let i = 0; i < channels; i++) {
      values[i] = Math.floor(4 * at / steps[i]!) % counts[i]! / (counts[i]! - 1);
    }
    const xyz = byCurves ? profile.toXyz(values) : evaluate(profile, [...values]);
    points.set(xyzToSrgb(xyz), at);
  }
  const places = new Int32Array(256 * channels);
  const fractions = new Float32Array(256 * channels);
  for (let i = 0; i < channels; i++) {
    const curve: Curve = byCurves ? profile.curves[i]! : (value) => value;
    const last = counts[i]! - 1;
    for (let value = 0; value < 256; value++) {
      const position = clamp(curve(value / 255)) * last;
      const low = Math.min(Math.floor(position), last - 1);
      places[256 * i + value] = low * steps[i]!;
      fractions[256 * i + value] = position - low;
    }
  }
  return { channels, places, fractions, steps, points };
}

/** The profile's own points and as many between them as it takes. */
function pointsFor(own: number, channels: 3 | 4): number {
  if (own < 2) return POINTS[channels];
  const points = (own - 1) * Math.ceil((POINTS[channels] - 1) / (own - 1)) + 1;
  return points <= MAX_POINTS[channels] ? points : POINTS[channels];
}

function productOf(numbers: readonly number[]): number {
  return numbers.reduce((product, each) => product * each, 1);
}

/** How many levels colours that are spread over all are off, on average. */
function errorOf(grid: Grid, profile: TableProfile): number {
  const { channels } = grid;
  const tried = Uint8Array.from(
    { length: channels * TRIED },
    (_, i) => Math.floor(i / channels) * [97, 57, 23, 199][i % channels]!,
  );
  const made = channels === 4 ? applyInkGrid(grid, tried) : tried.slice();
  if (channels === 3) applyGrid(grid, made, 3);
  let sum = 0;
  for (let i = 0; i < TRIED; i++) {
    const values = [...tried.subarray(channels * i, channels * (i + 1))];
    const parts = values.map((value) => (channels === 4 ? 255 - value : value) / 255);
    xyzToSrgb(evaluate(profile, parts)).forEach((exact, c) => {
      sum += Math.abs(made[3 * i + c]! - exact);
    });
  }
  return sum / (3 * TRIED);
}

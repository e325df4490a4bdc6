/**
 * A profile with a table, made ready for pixels: a table of sRGB that is so fine that straight lines
 * between its points will do.
 *
 * @module
 */

import type { Curve } from "./curve.ts";
import { clamp, evaluate, type TableProfile, type Triple } from "./profile.ts";
import { xyzToSrgb } from "./srgb.ts";

/** Points along each channel that a table has at least. */
const POINTS = { 3: 33, 4: 17 } as const;
/** A profile's own points are among them if these are not more. */
const MOST_POINTS = { 3: 49, 4: 19 } as const;

/** How many colours are tried to see how good a table is. */
const TRIED = 256;
/** Levels of 255 that it may be off before another one is tried. */
const GOOD_ENOUGH = 1;

/** sRGB for points along three or four channels. */
export interface Grid {
  readonly channels: 3 | 4;
  /** For the 256 values of each channel: where the point below lies in `entries`. */
  readonly places: Int32Array;
  /** And how far above it the value is, as a part of the way to the next. */
  readonly fractions: Float32Array;
  /** From a point to the next along each channel, in `entries`. */
  readonly steps: Int32Array;
  /** Red, green and blue of 0–255 of each point. */
  readonly entries: Float32Array;
}

/** Makes the table of a profile of three or four channels. */
export function makeGrid(profile: TableProfile): Grid {
  const byCurves = fill(profile, true);
  const error = errorOf(byCurves, profile);
  if (error <= GOOD_ENOUGH) return byCurves;
  // Curves that lead to light leave few points for what is dark.
  const byValues = fill(profile, false);
  return errorOf(byValues, profile) < error ? byValues : byCurves;
}

/** sRGB of a colour, 0–255, not rounded. */
export function colourAt(grid: Grid, values: Uint8Array): Triple {
  const out = new Float64Array(3);
  interpolator(grid)(values, 0, out, 0);
  return [out[0]!, out[1]!, out[2]!];
}

/** Turns pixels of RGB or RGBA into sRGB, where they are. */
export function applyGrid(grid: Grid, data: Uint8Array, pixelBytes: 3 | 4): void {
  const write = interpolator(grid);
  const out = new Float64Array(3);
  for (let at = 0; at < data.length; at += pixelBytes) {
    write(data, at, out, 0);
    for (let c = 0; c < 3; c++) data[at + c] = out[c]! + 0.5;
  }
}

/** The sRGB of pixels of four inks, where 255 is none of an ink. */
export function applyInkGrid(grid: Grid, inks: Uint8Array): Uint8Array {
  const write = interpolator(grid);
  const out = new Float64Array(3);
  const pixel = new Uint8Array(4);
  const rgb = new Uint8Array(inks.length / 4 * 3);
  for (let at = 0, to = 0; at < inks.length; at += 4, to += 3) {
    for (let c = 0; c < 4; c++) pixel[c] = 255 - inks[at + c]!;
    write(pixel, 0, out, 0);
    for (let c = 0; c < 3; c++) rgb[to + c] = out[c]! + 0.5;
  }
  return rgb;
}

/** Writes the colour of one pixel. */
type Interpolate = (data: Uint8Array, at: number, out: Float64Array, to: number) => void;

function interpolator(grid: Grid): Interpolate {
  const inCube = cubeInterpolator(grid);
  if (grid.channels === 3) {
    return (data, at, out, to) => inCube(data, at, out, to, 0);
  }
  const { places, fractions, steps } = grid;
  const step = steps[3]!;
  const upper = new Float64Array(3);
  return (data, at, out, to) => {
    const black = 768 + data[at + 3]!;
    const place = places[black]!;
    const fraction = fractions[black]!;
    inCube(data, at, out, to, place);
    inCube(data, at, upper, 0, place + step);
    for (let c = 0; c < 3; c++) out[to + c]! += fraction * (upper[c]! - out[to + c]!);
  };
}

/**
 * Between the eight points around three values: the four corners of the tetrahedron that one reaches by going
 * along the channel that is furthest on first, as Sakamoto described it.
 */
function cubeInterpolator({ places, fractions, steps, entries }: Grid) {
  const [s0 = 0, s1 = 0, s2 = 0] = steps;
  return (data: Uint8Array, at: number, out: Float64Array, to: number, from: number): void => {
    const v0 = data[at]!;
    const v1 = 256 + data[at + 1]!;
    const v2 = 512 + data[at + 2]!;
    const f0 = fractions[v0]!;
    const f1 = fractions[v1]!;
    const f2 = fractions[v2]!;
    const low = from + places[v0]! + places[v1]! + places[v2]!;
    const high = low + s0 + s1 + s2;
    const most = Math.max(f0, f1, f2);
    const least = Math.min(f0, f1, f2);
    const middle = f0 + f1 + f2 - most - least;
    const first = low + (f0 === most ? s0 : f1 === most ? s1 : s2);
    const second = high - (f2 === least ? s2 : f1 === least ? s1 : s0);
    for (let c = 0; c < 3; c++) {
      out[to + c] = (1 - most) * entries[low + c]! + (most - middle) * entries[first + c]! +
        (middle - least) * entries[second + c]! + least * entries[high + c]!;
    }
  };
}

/** With `byCurves` the points are at equal distances behind the profile's curves, else before them. */
function fill(profile: TableProfile, byCurves: boolean): Grid {
  const channels = profile.points.length === 4 ? 4 : 3;
  const points = profile.points.map((own) =>
    byCurves ? pointsFor(own, channels) : POINTS[channels]
  );
  const steps = new Int32Array(points.map((_, i) => 3 * productOf(points.slice(i + 1))));
  const entries = new Float32Array(3 * productOf(points));
  const values = new Float64Array(channels);
  for (let place = 0; place < entries.length; place += 3) {
    for (let i = 0; i < channels; i++) {
      values[i] = Math.floor(place / steps[i]!) % points[i]! / (points[i]! - 1);
    }
    const xyz = byCurves ? profile.toXyz(values) : evaluate(profile, [...values]);
    entries.set(xyzToSrgb(xyz), place);
  }
  const places = new Int32Array(256 * channels);
  const fractions = new Float32Array(256 * channels);
  for (let i = 0; i < channels; i++) {
    const curve: Curve = byCurves ? profile.curves[i]! : (value) => value;
    const last = points[i]! - 1;
    for (let value = 0; value < 256; value++) {
      const position = clamp(curve(value / 255)) * last;
      const low = Math.min(Math.floor(position), last - 1);
      places[256 * i + value] = low * steps[i]!;
      fractions[256 * i + value] = position - low;
    }
  }
  return { channels, places, fractions, steps, entries };
}

/** The profile's own points and as many between them as it takes. */
function pointsFor(own: number, channels: 3 | 4): number {
  if (own < 2) return POINTS[channels];
  const points = (own - 1) * Math.ceil((POINTS[channels] - 1) / (own - 1)) + 1;
  return points <= MOST_POINTS[channels] ? points : POINTS[channels];
}

function productOf(numbers: readonly number[]): number {
  return numbers.reduce((product, each) => product * each, 1);
}

/** The most that a colour is off, of some that are spread over all. */
function errorOf(grid: Grid, profile: TableProfile): number {
  let worst = 0;
  for (let i = 0; i < TRIED; i++) {
    const values = Uint8Array.from({ length: grid.channels }, (_, c) => i * [97, 57, 23, 199][c]!);
    const exact = xyzToSrgb(evaluate(profile, [...values].map((value) => value / 255)));
    const made = colourAt(grid, values);
    for (let c = 0; c < 3; c++) worst = Math.max(worst, Math.abs(made[c]! - exact[c]!));
  }
  return worst;
}

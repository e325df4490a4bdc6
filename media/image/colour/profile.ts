/**
 * A profile as a conversion: how values of a picture become XYZ relative to D50.
 *
 * @module
 */

import type { Curve } from "./curve.ts";
import type { Matrix3 } from "./matrix.ts";

/** The values that a profile is for. */
export type ColourSpace = "grey" | "rgb" | "cmyk";

/** Three values. */
export type Triple = [number, number, number];

/** One curve a channel, then a matrix: nearly all profiles of cameras and screens. */
export interface MatrixProfile {
  readonly kind: "matrix";
  readonly space: "grey" | "rgb";
  readonly curves: readonly [Curve, Curve, Curve];
  /** From light to XYZ. */
  readonly toXyz: Matrix3;
}

/** A table of colours: printers, scanners, and screens that were measured. */
export interface TableProfile {
  readonly kind: "table";
  readonly space: ColourSpace;
  /** One a channel, before the table; clamped to 0–1. */
  readonly curves: readonly Curve[];
  /** The table's points along each channel; 0 where there is no table. */
  readonly points: readonly number[];
  /** From what the curves gave, 0–1, to XYZ. */
  readonly toXyz: (values: Float64Array) => Triple;
}

/** A profile that can be used. */
export type Profile = MatrixProfile | TableProfile;

/** XYZ of values of 0–1, as many as the space has channels. */
export function evaluate(profile: Profile, values: readonly number[]): Triple {
  if (profile.kind === "table") {
    const within = values.map((value, i) => clamp(profile.curves[i]!(value)));
    return profile.toXyz(Float64Array.from(within));
  }
  const { curves, toXyz: m } = profile;
  const r = curves[0](values[0]!);
  const g = curves[1](values[1] ?? values[0]!);
  const b = curves[2](values[2] ?? values[0]!);
  return [
    m[0] * r + m[1] * g + m[2] * b,
    m[3] * r + m[4] * g + m[5] * b,
    m[6] * r + m[7] * g + m[8] * b,
  ];
}

/** How many values of a pixel the space has. */
export function channelsOf(space: ColourSpace): 1 | 3 | 4 {
  return space === "grey" ? 1 : space === "rgb" ? 3 : 4;
}

/** Into 0–1. What is no number is 0. */
export function clamp(value: number): number {
  return value > 0 ? Math.min(value, 1) : 0;
}

/**
 * sRGB, what all pictures become.
 *
 * Source: IEC 61966-2-1; its matrix relative to D50 as the ICC's own sRGB profile has it.
 *
 * @module
 */

import { invert, type Matrix3 } from "./matrix.ts";
import { clamp, type Triple } from "./profile.ts";

/** From linear sRGB to XYZ relative to D50. */
export const SRGB_TO_XYZ: Matrix3 = [
  ...[0.436065674, 0.385147095, 0.143066406] as const,
  ...[0.222488403, 0.716873169, 0.06060791] as const,
  ...[0.013916016, 0.097076416, 0.714096069] as const,
];

/** From XYZ relative to D50 to linear sRGB. */
export const XYZ_TO_SRGB: Matrix3 = inverseOf(SRGB_TO_XYZ);

/** From light of 0–1 to what is stored, 0–1; what is beyond is clamped. */
export function encodeSrgb(light: number): number {
  const within = clamp(light);
  return within <= 0.0031308 ? 12.92 * within : 1.055 * within ** (1 / 2.4) - 0.055;
}

/** From XYZ to stored sRGB of 0–255, not rounded. */
export function xyzToSrgb([x, y, z]: Triple): Triple {
  const m = XYZ_TO_SRGB;
  return [
    255 * encodeSrgb(m[0] * x + m[1] * y + m[2] * z),
    255 * encodeSrgb(m[3] * x + m[4] * y + m[5] * z),
    255 * encodeSrgb(m[6] * x + m[7] * y + m[8] * z),
  ];
}

function inverseOf(m: Matrix3): Matrix3 {
  const inverse = invert(m);
  if (!inverse) throw new TypeError("The matrix of sRGB has an inverse.");
  return inverse;
}

/**
 * The colours of HDR pictures, with their lights brought down to what sRGB holds, as Chromium does it.
 *
 * Source: SMPTE ST 2084 (PQ), ITU-R BT.2100 (HLG and its OOTF), ITU-R BT.2408 (white is 203 cd/m²). White becomes
 * half of the brightest, brighter light follows a parabola up to 1000 cd/m²: this was fitted to what
 * Chromium shows.
 *
 * @module
 */

import { type Curve, unchanged } from "./curve.ts";
import { apply, type Matrix3, multiply } from "./matrix.ts";
import { XYZ_TO_REC2020 } from "./primaries.ts";
import type { TableProfile } from "./profile.ts";

/** 1000 cd/m², where white is 1. */
const BRIGHTEST = 1000 / 203;
/** What white becomes. */
const WHITE = 0.5;
/** Where the tangents at both ends of the parabola meet, from white on. */
const BEND = 1.65;

const PQ: Curve = (value) => {
  const root = value ** (32 / 2523);
  const light = Math.max(root - 107 / 128, 0) / (2413 / 128 - 2392 / 128 * root);
  return light ** (8192 / 1305) * 10_000 / 203;
};

const HLG: Curve = (value) =>
  value <= 0.5
    ? value * value / 3
    : (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;

/** A profile of HDR colours with these primaries. */
export function hdrProfile(transfer: "pq" | "hlg", matrix: Matrix3): TableProfile {
  const toRec2020 = multiply(XYZ_TO_REC2020, matrix);
  const curve = transfer === "pq" ? PQ : HLG;
  return {
    kind: "table",
    space: "rgb",
    curves: [unchanged, unchanged, unchanged],
    points: [0, 0, 0],
    toXyz: (values) => {
      let [r, g, b] = [curve(values[0]!), curve(values[1]!), curve(values[2]!)];
      if (transfer === "hlg") {
        // Brightness of the scene to that of a screen of 1000 cd/m².
        const bright = matrix[3] * r + matrix[4] * g + matrix[5] * b;
        const gain = BRIGHTEST * Math.max(bright, 0) ** 0.2;
        [r, g, b] = [gain * r, gain * g, gain * b];
      }
      const max = Math.max(...apply(toRec2020, [r, g, b]));
      const gain = max > 0 ? toneMapped(max) / max : 0;
      return apply(matrix, [gain * r, gain * g, gain * b]);
    },
  };
}

/** A straight line to white, then a parabola to the brightest with the same slope at white. */
function toneMapped(light: number): number {
  if (light <= 1) return WHITE * light;
  if (light >= BRIGHTEST) return 1;
  // The place on a quadratic Bézier curve through (1, 0.5), (BEND, BEND / 2) and (BRIGHTEST, 1).
  const a = 1 - 2 * BEND + BRIGHTEST;
  const b = 2 * (BEND - 1);
  const t = (Math.sqrt(b * b - 4 * a * (1 - light)) - b) / (2 * a);
  return WHITE * (1 - t) ** 2 + 2 * WHITE * BEND * t * (1 - t) + t * t;
}

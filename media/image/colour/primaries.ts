/**
 * The primaries that have numbers.
 *
 * Source: ITU-T H.273, table 2.
 *
 * @module
 */

import {
  type Chromaticity,
  D65,
  invert,
  type Matrix3,
  type Primaries,
  primariesToXyz,
} from "./matrix.ts";

const C: Chromaticity = xy(0.31, 0.316);

const PRIMARIES: Readonly<Record<number, Primaries>> = {
  1: primaries(xy(0.64, 0.33), xy(0.3, 0.6), xy(0.15, 0.06), D65),
  4: primaries(xy(0.67, 0.33), xy(0.21, 0.71), xy(0.14, 0.08), C),
  5: primaries(xy(0.64, 0.33), xy(0.29, 0.6), xy(0.15, 0.06), D65),
  6: primaries(xy(0.63, 0.34), xy(0.31, 0.595), xy(0.155, 0.07), D65),
  7: primaries(xy(0.63, 0.34), xy(0.31, 0.595), xy(0.155, 0.07), D65),
  8: primaries(xy(0.681, 0.319), xy(0.243, 0.692), xy(0.145, 0.049), C),
  9: primaries(xy(0.708, 0.292), xy(0.17, 0.797), xy(0.131, 0.046), D65),
  10: primaries(xy(1, 0), xy(0, 1), xy(0, 0), xy(1 / 3, 1 / 3)),
  11: primaries(xy(0.68, 0.32), xy(0.265, 0.69), xy(0.15, 0.06), xy(0.314, 0.351)),
  12: primaries(xy(0.68, 0.32), xy(0.265, 0.69), xy(0.15, 0.06), D65),
  22: primaries(xy(0.63, 0.34), xy(0.295, 0.605), xy(0.155, 0.077), D65),
};

/** From light of the primaries with this number to XYZ relative to D50; `undefined` for one that is not known. */
export function numberedPrimaries(number: number): Matrix3 | undefined {
  const named = PRIMARIES[number];
  return named && primariesToXyz(named);
}

/** From XYZ relative to D50 to light of BT.2020. */
export const XYZ_TO_REC2020: Matrix3 = inverseOf(numberedPrimaries(9));

function inverseOf(matrix: Matrix3 | undefined): Matrix3 {
  const inverse = matrix && invert(matrix);
  if (!inverse) throw new TypeError("BT.2020's primaries have a matrix.");
  return inverse;
}

function primaries(
  red: Chromaticity,
  green: Chromaticity,
  blue: Chromaticity,
  white: Chromaticity,
): Primaries {
  return { red, green, blue, white };
}

function xy(x: number, y: number): Chromaticity {
  return { x, y };
}

/**
 * A profile of curves and a matrix, made ready for pixels.
 *
 * @module
 */

import { LIGHT_FRACTION, LIGHT_NUMBERS, LIGHT_STEPS, type LightTables } from "./kernel.ts";
import { multiply } from "./matrix.ts";
import type { MatrixProfile } from "./profile.ts";
import { XYZ_TO_SRGB } from "./srgb.ts";

/** Far beyond all that is shown; three of them can be added. */
const MAX_LIGHT = 2 ** 29;

/** What each value of each channel adds to linear sRGB. */
export function lightTables({ curves, toXyz }: MatrixProfile): LightTables {
  const matrix = multiply(XYZ_TO_SRGB, toXyz);
  const tables = new Int32Array(LIGHT_NUMBERS);
  const scale = (LIGHT_STEPS - 1) * LIGHT_FRACTION;
  for (let channel = 0; channel < 3; channel++) {
    for (let value = 0; value < 256; value++) {
      const light = curves[channel]!(value / 255);
      const at = 4 * (256 * channel + value);
      for (let to = 0; to < 3; to++) {
        const added = Math.round(scale * light * matrix[3 * to + channel]!);
        tables[at + to] = Math.min(Math.max(added, -MAX_LIGHT), MAX_LIGHT);
      }
    }
  }
  return tables;
}

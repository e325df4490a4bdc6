/**
 * Colours by the numbers that videos use, as PNG's cICP and profiles carry them.
 *
 * Source: ITU-T H.273, table 3. Which of them are used, and with which curve, is what Chromium shows.
 *
 * @module
 */

import { type Curve, gammaCurve, parametricCurve, SRGB_CURVE, unchanged } from "./curve.ts";
import { numberedPrimaries } from "./primaries.ts";
import { hdrProfile } from "./hdr.ts";
import type { Profile } from "./profile.ts";
import type { NumbersSource } from "./source.ts";

/** Of BT.709 and its kin: what a screen shows (BT.1886), not what a camera wrote. */
const REC709: Curve = gammaCurve(2.4);

const SMPTE_240: Curve = parametricCurve({
  g: 1 / 0.45,
  a: 1 / 1.1115,
  b: 0.1115 / 1.1115,
  c: 1 / 4,
  d: 0.0913,
});

const TRANSFERS: Readonly<Record<number, Curve>> = {
  1: REC709,
  4: gammaCurve(2.2),
  5: gammaCurve(2.8),
  6: REC709,
  7: SMPTE_240,
  8: unchanged,
  11: REC709,
  13: SRGB_CURVE,
  14: REC709,
  15: REC709,
  17: (value) => 52.37 / 48 * value ** 2.6,
};

/** Others of the same curve are not. */
const IN_PROFILES_SRGB = [1, 6, 11];

const HDR: Readonly<Record<number, "pq" | "hlg">> = { 16: "pq", 18: "hlg" };

/**
 * The colours that two of these numbers name.
 *
 * @param rec709 the curve of some of BT.709's kin: in a profile it is sRGB's
 * @returns `undefined` for what is not known
 */
export function cicpProfile(
  colourPrimaries: number,
  transfer: number,
  rec709: Curve = REC709,
): Profile | undefined {
  const toXyz = numberedPrimaries(colourPrimaries);
  if (!toXyz) return undefined;
  const hdr = HDR[transfer];
  if (hdr) return hdrProfile(hdr, toXyz);
  const own = TRANSFERS[transfer];
  const curve = IN_PROFILES_SRGB.includes(transfer) ? rec709 : own;
  return curve && { kind: "matrix", space: "rgb", curves: [curve, curve, curve], toXyz };
}

/** The same as what a file declares; `undefined` for what is not known. */
export function cicpSource(
  primaries: number,
  transfer: number,
  space: "grey" | "rgb",
): NumbersSource | undefined {
  const profile = cicpProfile(primaries, transfer);
  const key = `cicp ${primaries} ${transfer}`;
  return profile && { kind: "numbers", space, key, profile };
}

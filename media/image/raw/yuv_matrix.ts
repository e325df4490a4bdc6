/**
 * What Y, U and V of each standard mean.
 *
 * @module
 */

/** Matrices of the recommendations ITU-R BT.601 and BT.709. */
export type YuvMatrix = "bt601" | "bt709";

/** Share of red and of blue in Y; the rest is green (BT.601 section 2.5.1, BT.709 section 3.2). */
export const YUV_SHARES: Readonly<Record<YuvMatrix, readonly [red: number, blue: number]>> = {
  bt601: [0.299, 0.114],
  bt709: [0.2126, 0.0722],
};

/** Factors of U and V in each colour, with 20 bits behind the point, as `yuv` in pixels.wat wants them. */
export type YuvFactors = readonly [redV: number, greenV: number, greenU: number, blueU: number];

/** BT.601 as OpenCV rounds it (color_yuv.simd.hpp, ITUR_BT_601_CVR and the next), for frames of stream clients. */
export const OPENCV_FACTORS: YuvFactors = [1_673_527, -852_492, -409_993, 2_116_026];

/** Steps of U and V on each side of 128 in studio range, against full range. */
const STUDIO = 255 / 224;

/** Factors of a matrix, studio range. */
export const YUV_FACTORS: Readonly<Record<YuvMatrix, YuvFactors>> = {
  bt601: factorsOf("bt601"),
  bt709: factorsOf("bt709"),
};

function factorsOf(matrix: YuvMatrix): YuvFactors {
  const [red, blue] = YUV_SHARES[matrix];
  const green = 1 - red - blue;
  const redV = 2 * (1 - red) * STUDIO;
  const blueU = 2 * (1 - blue) * STUDIO;
  const fixed = (factor: number) => Math.round(factor * 2 ** 20);
  return [fixed(redV), fixed(-redV * red / green), fixed(-blueU * blue / green), fixed(blueU)];
}

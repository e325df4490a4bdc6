/**
 * CMYK as JPEG files hold it, to RGB.
 *
 * @module
 */

/**
 * RGB as browsers show a CMYK picture without a profile. The channels are taken for inverted (255 is no ink),
 * as Adobe writes them and browsers read them with or without Adobe's segment: R = ⌊C · K / 255⌋.
 *
 * @param cmyk H×W×4
 * @returns H×W×3
 */
export function rgbFromCmyk(cmyk: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(cmyk.length / 4 * 3);
  for (let i = 0, to = 0; i < cmyk.length; i += 4, to += 3) {
    const light = cmyk[i + 3]!;
    rgb[to] = cmyk[i]! * light / 255;
    rgb[to + 1] = cmyk[i + 1]! * light / 255;
    rgb[to + 2] = cmyk[i + 2]! * light / 255;
  }
  return rgb;
}

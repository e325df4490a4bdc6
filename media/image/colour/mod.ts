/**
 * Colours: what a picture's file says of them ({@linkcode colourOf}), and its pixels in sRGB
 * ({@linkcode toSrgb}), as Chromium shows them.
 *
 * Profiles are ICC's, of version 2 and 4, with curves and a matrix or with a table; PNG and BMP may name their
 * colours by numbers as well. What can't be used is left as it is and told by a
 * remark ({@linkcode colourRemarks}): a picture isn't refused for its profile.
 *
 * @module
 */

export { colourOf } from "./colour_of.ts";
export { colourRemarks } from "./colour_remark.ts";
export { jpegColour, withoutBrokenProfile } from "./jpeg_colour.ts";
export type { ColourSpace } from "./profile.ts";
export type { ColourSource, IccSource, NumbersSource } from "./source.ts";
export { inksToSrgb, toSrgb } from "./to_srgb.ts";

/**
 * Colours: those that a picture's file declares ({@linkcode colourOf}), and its pixels in sRGB
 * ({@linkcode toSrgb}), as Chromium shows them.
 *
 * Profiles are ICC's, of version 2 and 4, with curves and a matrix or with a table; PNG and BMP may declare
 * their colours by numbers as well. Colours that can't be converted are left as they are, with a remark
 * ({@linkcode colourRemarks}): a picture isn't refused for its profile.
 *
 * @module
 */

export { colourOf } from "./colour_of.ts";
export { colourRemarks } from "./colour_remark.ts";
export { jpegColour, withoutBrokenProfile } from "./jpeg_colour.ts";
export type { ColourSpace } from "./profile.ts";
export type { ColourSource, IccSource, NumbersSource } from "./source.ts";
export { inksToSrgb, toSrgb } from "./to_srgb.ts";

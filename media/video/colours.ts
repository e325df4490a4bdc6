/**
 * How a video's colours are coded, and how they become those of a screen: sRGB.
 *
 * Rows of Y, Cb and Cr that a file codes by BT.601, BT.709 or BT.2020 become RGB by ffmpeg's scaler. Where
 * the primaries are others than a screen's, or the light is coded for a brighter one (HDR), that is not
 * enough: red would be paler, and everything grey. Browsers convert such videos, and so does this.
 *
 * @module
 */

import { runToEnd } from "./process.ts";

/** Listing filters takes tens of milliseconds. */
const LIMIT_MS = 20_000;

/** As a file declares them, in ffmpeg's names; `undefined` where it doesn't. */
export interface Colours {
  /** How Y, Cb and Cr are made of red, green and blue: `bt709`. */
  readonly matrix: string | undefined;
  /** Which red, green and blue: `bt2020`. */
  readonly primaries: string | undefined;
  /** How light becomes numbers: `smpte2084`. */
  readonly transfer: string | undefined;
}

/** Perceptual quantizer and hybrid log-gamma (ITU-R BT.2100). */
const HDR = /^(smpte2084|arib-std-b67)$/;
/** Primaries that differ visibly from sRGB's. */
const OTHER_PRIMARIES = /^(bt2020|bt470bg|smpte431|smpte432)$/;
/** What the filter takes; other names mean that it is unknown. */
const MATRICES = /^(bt709|fcc|bt470bg|smpte170m|smpte240m|bt2020nc|bt2020c)$/;

/** White paper in an HDR picture, in candela per square metre (ITU-R BT.2408). */
const WHITE_NITS = 203;
/** How often brighter than white the brightest light is that keeps a difference: 4,000 candela. */
const PEAK = 20;

/** Whether light is coded for a brighter screen. */
export function isHdr({ transfer }: Colours): boolean {
  return transfer !== undefined && HDR.test(transfer);
}

/** Whether colours must be converted, and not only their matrix. */
export function needConversion(colours: Colours): boolean {
  return isHdr(colours) || OTHER_PRIMARIES.test(colours.primaries ?? "");
}

/**
 * Filters that turn frames to planar RGB of a screen, from a video whose colours need it. HDR is tone-mapped
 * as browsers do it for screens that can't show it: by Reinhard's curve, white paper becoming half of the
 * screen's light.
 */
export function conversionFilters(colours: Colours): string[] {
  const { matrix, primaries } = colours;
  const hdr = isHdr(colours);
  // HDR that declares nothing else is of BT.2020 (ITU-R BT.2100).
  const from = [
    `min=${matrix !== undefined && MATRICES.test(matrix) ? matrix : hdr ? "bt2020nc" : "bt709"}`,
    `pin=${primaries !== undefined && OTHER_PRIMARIES.test(primaries) ? primaries : "bt2020"}`,
    // Players take BT.709's curve for that of a screen.
    `tin=${hdr ? colours.transfer : "iec61966-2-1"}`,
  ].join(":");
  // The filter refuses an odd row or column of halved colours.
  const whole = "format=yuv444p10le|gbrp10le|gbrp";
  if (!hdr) return [whole, `zscale=${from}:p=bt709:t=iec61966-2-1:m=gbr:r=full`, "format=gbrp"];
  return [
    whole,
    `zscale=${from}:t=linear:npl=${WHITE_NITS}`,
    ...["format=gbrpf32le", "zscale=p=bt709", `tonemap=reinhard:desat=0:peak=${PEAK}`],
    ...["zscale=t=iec61966-2-1:m=gbr:r=full", "format=gbrp"],
  ];
}

/** What of an ffmpeg this needs. */
interface FfmpegProgram {
  /** The program that decodes and encodes. */
  readonly ffmpeg: string;
}

const known = new WeakMap<FfmpegProgram, boolean>();

/** Whether this ffmpeg has what the filters need; some builds lack zimg. */
async function canConvert(ffmpeg: FfmpegProgram, signal: AbortSignal): Promise<boolean> {
  let can = known.get(ffmpeg);
  if (can === undefined) {
    const args = ["-hide_banner", "-filters"];
    const { text } = await runToEnd(ffmpeg.ffmpeg, args, signal, LIMIT_MS);
    can = ["zscale", "tonemap"].every((name) => new RegExp(`^ \\S+ ${name} `, "m").test(text));
    known.set(ffmpeg, can);
  }
  return can;
}

/** What is done about a video's colours. */
export interface Conversion {
  readonly conversion: readonly string[];
  readonly isPale: boolean;
}

/**
 * Which conversions of colours the host's ffmpeg can do.
 *
 * @throws {DOMException} the signal's reason when aborted
 */
export async function conversionOf(
  ffmpeg: FfmpegProgram,
  colours: Colours,
  signal: AbortSignal,
): Promise<Conversion> {
  if (!needConversion(colours)) return { conversion: [], isPale: false };
  const can = await canConvert(ffmpeg, signal);
  return { conversion: can ? conversionFilters(colours) : [], isPale: !can && isHdr(colours) };
}

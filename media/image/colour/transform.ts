/**
 * From a profile's colours to sRGB: made once, used for many pictures.
 *
 * @module
 */

import { makeGrid } from "./grid.ts";
import { applyGrid, applyInkGrid, applyLight, type Grid, type LightTables } from "./kernel.ts";
import { lightTables } from "./light.ts";
import { channelsOf, type ColourSpace, evaluate, type Profile } from "./profile.ts";
import { xyzToSrgb } from "./srgb.ts";

/** Values along each channel with which a profile is compared with sRGB. */
const COMPARED = [0, 16, 48, 80, 112, 144, 176, 208, 255];
/** How far the tables of another maker's sRGB may differ, in levels of 255: they are rounded. */
const SAME = 1;

/** Red, green and blue for each of 256 values. */
type Ramp = Uint8Array;

/** What a profile does to pixels. Its tables are made when they are first needed. */
export class Transform {
  /** Whose values it is for. */
  readonly space: ColourSpace;
  readonly #profile: Profile;
  #isSrgb: boolean | undefined;
  #ramp: Ramp | undefined;
  #light: LightTables | undefined;
  #grid: Grid | undefined;

  constructor(profile: Profile) {
    this.#profile = profile;
    this.space = profile.space;
  }

  /** Its colours are sRGB, so there is nothing to do. */
  get isSrgb(): boolean {
    return this.#isSrgb ??= isSrgb(this.#profile);
  }

  /**
   * What the 256 greys of a picture become: one value each if all are grey still, else three.
   */
  greys(): { readonly channels: 1 | 3; readonly values: Uint8Array } {
    const ramp = this.#ramp ??= this.#makeRamp();
    if (!isNeutral(ramp)) return { channels: 3, values: ramp };
    return { channels: 1, values: Uint8Array.from({ length: 256 }, (_, i) => ramp[3 * i + 1]!) };
  }

  /** Turns pixels of RGB or RGBA into sRGB, where they are. */
  applyTo(data: Uint8Array, pixelBytes: 3 | 4): void {
    const profile = this.#profile;
    if (this.space === "grey") {
      this.#applyGrey(data, pixelBytes);
    } else if (profile.kind === "matrix") {
      applyLight(this.#light ??= lightTables(profile), data, pixelBytes);
    } else {
      applyGrid(this.#grid ??= makeGrid(profile), data, pixelBytes);
    }
  }

  /** Pixels of CMYK, where 255 is none of an ink, as RGB. */
  inksToSrgb(inks: Uint8Array): Uint8Array {
    const profile = this.#profile;
    if (profile.kind === "matrix" || profile.space !== "cmyk") {
      throw new TypeError("Only a profile of CMYK is for inks.");
    }
    return applyInkGrid(this.#grid ??= makeGrid(profile), inks);
  }

  /** All channels are equal in grey, so the first one is enough. */
  #applyGrey(data: Uint8Array, pixelBytes: 3 | 4): void {
    const ramp = this.#ramp ??= this.#makeRamp();
    for (let at = 0; at < data.length; at += pixelBytes) {
      const from = 3 * data[at]!;
      data[at] = ramp[from]!;
      data[at + 1] = ramp[from + 1]!;
      data[at + 2] = ramp[from + 2]!;
    }
  }

  #makeRamp(): Ramp {
    const ramp = new Uint8Array(3 * 256);
    for (let value = 0; value < 256; value++) {
      const grey = Array<number>(channelsOf(this.space)).fill(value / 255);
      xyzToSrgb(evaluate(this.#profile, grey)).forEach((level, c) => {
        ramp[3 * value + c] = Math.round(level);
      });
    }
    return ramp;
  }
}

/** Not more than rounding apart. */
function isNeutral(ramp: Ramp): boolean {
  for (let at = 0; at < ramp.length; at += 3) {
    const [r, g, b] = [ramp[at]!, ramp[at + 1]!, ramp[at + 2]!];
    if (Math.max(r, g, b) - Math.min(r, g, b) > 1) return false;
  }
  return true;
}

/** By what it does; names and makers of profiles of sRGB are many. */
function isSrgb(profile: Profile): boolean {
  if (profile.space === "cmyk") return false;
  const same = (values: readonly number[]) => {
    const made = xyzToSrgb(evaluate(profile, values.map((value) => value / 255)));
    return made.every((level, c) => Math.abs(level - (values[c] ?? values[0]!)) <= SAME);
  };
  for (let grey = 0; grey < 256; grey++) {
    if (!same(profile.space === "grey" ? [grey] : [grey, grey, grey])) return false;
  }
  if (profile.space === "grey") return true;
  return COMPARED.every((r) => COMPARED.every((g) => COMPARED.every((b) => same([r, g, b]))));
}

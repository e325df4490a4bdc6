/**
 * What a picture's file declares of its colours.
 *
 * @module
 */

import type { ColourSpace, Profile } from "./profile.ts";

/** Where a picture's colours are defined, and what its values are. */
export type ColourSource = IccSource | NumbersSource;

/** By a profile in the file. */
export interface IccSource {
  readonly kind: "icc";
  /** Of the picture's values. Grey may have a profile of RGB. */
  readonly space: ColourSpace;
  /** The profile's bytes. */
  readonly icc: Uint8Array;
  /** What counts if they are damaged; sRGB if left out. */
  readonly otherwise?: NumbersSource | undefined;
}

/** By numbers in the file. */
export interface NumbersSource {
  readonly kind: "numbers";
  /** Of the picture's values. */
  readonly space: "grey" | "rgb";
  /** Identifies the profile: equal for equal profiles. */
  readonly key: string;
  readonly profile: Profile;
}

/** Of a file that has a profile of which parts are missing. */
export const NO_PROFILE: Uint8Array = new Uint8Array(0);

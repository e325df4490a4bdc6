/**
 * The words of every part of the page, and the types of what components and scripts show of them. Imports
 * words alone, so that the browser's scripts are checked against the same types.
 *
 * @module
 */
import { API } from "./api.ts";
import { ASKING } from "./worker_activity.ts";
import { CAMERA } from "./camera.ts";
import { CODE } from "./code.ts";
import { CAMERAS } from "./cameras.ts";
import { DATA } from "./data.ts";
import { FOLDERS } from "./folders.ts";
import { FRAME } from "./frame.ts";
import { GIVEN } from "./given.ts";
import { IMAGE } from "./image.ts";
import { LIVE } from "./live.ts";
import { IMAGE_SET } from "./image_set.ts";
import { PLACES } from "./places.ts";
import { RESULT } from "./result.ts";
import { STREAMS } from "./streams.ts";
import { VIDEO } from "./video.ts";
import type { Language } from "./in_languages.ts";

/** The page's base, in every language. */
export const BASE = { FRAME, IMAGE, RESULT, CAMERA, API } as const;

/** The features by name, in every language: the one line that a feature's words need. */
export const FEATURES = {
  code: CODE,
  video: VIDEO,
  imageSet: IMAGE_SET,
  live: LIVE,
  data: DATA,
  cameras: CAMERAS,
  folders: FOLDERS,
  streams: STREAMS,
  given: GIVEN,
  asking: ASKING,
  places: PLACES,
} as const;

/** Who shows a word: components, or scripts. */
export type Part = "page" | "live";
type Features = typeof FEATURES;
/** Words of the features, by their names. */
export type FeaturePart<P extends Part> = { readonly [F in keyof Features]: Features[F]["en"][P] };
type Base = typeof BASE;
/** Words of the page's base, side by side. */
export type BasePart<P extends Part> =
  & Base["FRAME"]["en"][P]
  & Base["IMAGE"]["en"][P]
  & Base["RESULT"]["en"][P]
  & Base["CAMERA"]["en"][P]
  & Base["API"]["en"][P];

/** Words that components write into the page. */
export type PageText = BasePart<"page"> & FeaturePart<"page">;

/** Words that scripts show. */
export type LiveText =
  & {
    readonly language: Language;
    /** The server's errors and notices by their codes; in English it sends them itself. */
    readonly reasons: Readonly<Partial<Record<string, string>>>;
    readonly kinds: Readonly<Partial<Record<string, string>>>;
  }
  & BasePart<"live">
  & FeaturePart<"live">;

/**
 * The files that the browser needs, embedded in the program: no build step, no other host.
 *
 * @module
 */
import type { Asset } from "../types.ts";
import { BASE_ASSETS } from "./base_assets.ts";
import { MANY_ASSETS } from "./many_assets.ts";
import { VIDEO_ASSETS } from "./video_assets.ts";

/** Every asset by its path; the web entrance serves them. */
export const ASSETS: readonly Asset[] = [
  ...BASE_ASSETS,
  ...VIDEO_ASSETS,
  ...MANY_ASSETS,
];

/** Paths of the styles, in the order in which a page links them. */
export const STYLES: readonly string[] = ASSETS.map(({ path }) => path)
  .filter((path) => path.endsWith(".css"));

/**
 * What the Video tab needs; its scripts are loaded when the tab is first opened.
 *
 * @module
 */
import type { Asset } from "../types.ts";
import { CSS, JS } from "./content_types.ts";
import videoCss from "./css/video.css" with { type: "text" };
import tabJs from "./js/video/tab.js" with { type: "text" };

/** Scripts and styles of the Video tab. */
export const VIDEO_ASSETS: readonly Asset[] = [
  { path: "css/video.css", contentType: CSS, body: videoCss },
  { path: "js/video/tab.js", contentType: JS, body: tabJs },
];

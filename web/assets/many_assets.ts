/**
 * What the Many tab needs; its scripts are loaded when the tab is first opened.
 *
 * @module
 */
import type { Asset } from "../types.ts";
import { CSS, JS } from "./content_types.ts";
import manyCss from "./css/many.css" with { type: "text" };
import tabJs from "./js/many/tab.js" with { type: "text" };

/** Scripts and styles of the Many tab. */
export const MANY_ASSETS: readonly Asset[] = [
  { path: "css/many.css", contentType: CSS, body: manyCss },
  { path: "js/many/tab.js", contentType: JS, body: tabJs },
];

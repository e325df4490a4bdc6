/**
 * What watched folders need; the script is loaded where one is watched.
 *
 * @module
 */
import type { Asset } from "../types.ts";
import { CSS, JS } from "./content_types.ts";
import foldersCss from "./css/folders.css" with { type: "text" };
import cardJs from "./js/folders/card.js" with { type: "text" };

/** Script and style of watched folders. */
export const FOLDERS_ASSETS: readonly Asset[] = [
  { path: "css/folders.css", contentType: CSS, body: foldersCss },
  { path: "js/folders/card.js", contentType: JS, body: cardJs },
];

/**
 * What the image set tab needs; its scripts are loaded when the tab is first opened.
 *
 * @module
 */
import type { Asset } from "../types.ts";
import { CSS, JS } from "./content_types.ts";
import imageSetCss from "./css/image_set.css" with { type: "text" };
import cellJs from "./js/image_set/cell.js" with { type: "text" };
import entriesJs from "./js/image_set/entries.js" with { type: "text" };
import apiJs from "./js/image_set/api.js" with { type: "text" };
import imageSetRunJs from "./js/image_set/image_set_run.js" with { type: "text" };
import galleryJs from "./js/image_set/gallery.js" with { type: "text" };
import intakeJs from "./js/image_set/intake.js" with { type: "text" };
import rememberedJs from "./js/image_set/remembered.js" with { type: "text" };
import sourceJs from "./js/image_set/source.js" with { type: "text" };
import startRunJs from "./js/image_set/start_run.js" with { type: "text" };
import stateJs from "./js/image_set/state.js" with { type: "text" };
import statusLineJs from "./js/image_set/status_line.js" with { type: "text" };
import tabJs from "./js/image_set/tab.js" with { type: "text" };
import uploadsJs from "./js/image_set/uploads.js" with { type: "text" };
import viewerJs from "./js/image_set/viewer.js" with { type: "text" };

/** Scripts and styles of the image set tab. */
export const IMAGE_SET_ASSETS: readonly Asset[] = [
  { path: "css/image_set.css", contentType: CSS, body: imageSetCss },
  { path: "js/image_set/cell.js", contentType: JS, body: cellJs },
  { path: "js/image_set/entries.js", contentType: JS, body: entriesJs },
  { path: "js/image_set/api.js", contentType: JS, body: apiJs },
  { path: "js/image_set/image_set_run.js", contentType: JS, body: imageSetRunJs },
  { path: "js/image_set/gallery.js", contentType: JS, body: galleryJs },
  { path: "js/image_set/intake.js", contentType: JS, body: intakeJs },
  { path: "js/image_set/remembered.js", contentType: JS, body: rememberedJs },
  { path: "js/image_set/source.js", contentType: JS, body: sourceJs },
  { path: "js/image_set/start_run.js", contentType: JS, body: startRunJs },
  { path: "js/image_set/state.js", contentType: JS, body: stateJs },
  { path: "js/image_set/status_line.js", contentType: JS, body: statusLineJs },
  { path: "js/image_set/tab.js", contentType: JS, body: tabJs },
  { path: "js/image_set/uploads.js", contentType: JS, body: uploadsJs },
  { path: "js/image_set/viewer.js", contentType: JS, body: viewerJs },
];

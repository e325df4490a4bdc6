/**
 * What the Many tab needs; its scripts are loaded when the tab is first opened.
 *
 * @module
 */
import type { Asset } from "../types.ts";
import { CSS, JS } from "./content_types.ts";
import manyCss from "./css/many.css" with { type: "text" };
import cellJs from "./js/many/cell.js" with { type: "text" };
import entriesJs from "./js/many/entries.js" with { type: "text" };
import folderApiJs from "./js/many/folder_api.js" with { type: "text" };
import folderRunJs from "./js/many/folder_run.js" with { type: "text" };
import galleryJs from "./js/many/gallery.js" with { type: "text" };
import intakeJs from "./js/many/intake.js" with { type: "text" };
import rememberedJs from "./js/many/remembered.js" with { type: "text" };
import sourceJs from "./js/many/source.js" with { type: "text" };
import startRunJs from "./js/many/start_run.js" with { type: "text" };
import stateJs from "./js/many/state.js" with { type: "text" };
import statusLineJs from "./js/many/status_line.js" with { type: "text" };
import tabJs from "./js/many/tab.js" with { type: "text" };
import uploadsJs from "./js/many/uploads.js" with { type: "text" };
import viewerJs from "./js/many/viewer.js" with { type: "text" };

/** Scripts and styles of the Many tab. */
export const MANY_ASSETS: readonly Asset[] = [
  { path: "css/many.css", contentType: CSS, body: manyCss },
  { path: "js/many/cell.js", contentType: JS, body: cellJs },
  { path: "js/many/entries.js", contentType: JS, body: entriesJs },
  { path: "js/many/folder_api.js", contentType: JS, body: folderApiJs },
  { path: "js/many/folder_run.js", contentType: JS, body: folderRunJs },
  { path: "js/many/gallery.js", contentType: JS, body: galleryJs },
  { path: "js/many/intake.js", contentType: JS, body: intakeJs },
  { path: "js/many/remembered.js", contentType: JS, body: rememberedJs },
  { path: "js/many/source.js", contentType: JS, body: sourceJs },
  { path: "js/many/start_run.js", contentType: JS, body: startRunJs },
  { path: "js/many/state.js", contentType: JS, body: stateJs },
  { path: "js/many/status_line.js", contentType: JS, body: statusLineJs },
  { path: "js/many/tab.js", contentType: JS, body: tabJs },
  { path: "js/many/uploads.js", contentType: JS, body: uploadsJs },
  { path: "js/many/viewer.js", contentType: JS, body: viewerJs },
];

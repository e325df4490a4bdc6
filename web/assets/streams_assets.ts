/**
 * What the Streams tab needs; its script and styles are loaded when the tab is first opened.
 *
 * @module
 */
import type { Asset } from "../types.ts";
import { CSS, JS } from "./content_types.ts";
import streamsCss from "./css/streams.css" with { type: "text" };
import listJs from "./js/streams/list.js" with { type: "text" };
import shownJs from "./js/streams/shown.js" with { type: "text" };
import stylesJs from "./js/streams/styles.js" with { type: "text" };
import tabJs from "./js/streams/tab.js" with { type: "text" };

/** Scripts and styles of the Streams tab. */
export const STREAMS_ASSETS: readonly Asset[] = [
  { path: "css/streams.css", contentType: CSS, body: streamsCss },
  { path: "js/streams/list.js", contentType: JS, body: listJs },
  { path: "js/streams/shown.js", contentType: JS, body: shownJs },
  { path: "js/streams/styles.js", contentType: JS, body: stylesJs },
  { path: "js/streams/tab.js", contentType: JS, body: tabJs },
];

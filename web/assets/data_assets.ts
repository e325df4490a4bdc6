/**
 * What the data below the pictures needs. Its scripts are loaded when it is first opened; those of
 * boxes and bars are loaded with the page.
 *
 * @module
 */
import type { Asset } from "../types.ts";
import { CSS, JS } from "./content_types.ts";
import uplotCss from "uplot/dist/uPlot.min.css" with { type: "text" };
import uplotJs from "uplot/dist/uPlot.iife.min.js" with { type: "text" };
import uplotLicence from "uplot/LICENSE" with { type: "text" };
import boxesCss from "./css/boxes.css" with { type: "text" };
import dataCss from "./css/data.css" with { type: "text" };
import boxesDrawJs from "./js/boxes/draw.js" with { type: "text" };
import boxesOverlayJs from "./js/boxes/overlay.js" with { type: "text" };
import chartJs from "./js/data/chart.js" with { type: "text" };
import frameDataJs from "./js/data/frame_data.js" with { type: "text" };
import panelJs from "./js/data/panel.js" with { type: "text" };
import plotJs from "./js/data/plot.js" with { type: "text" };
import pointsJs from "./js/data/points.js" with { type: "text" };
import sourceJs from "./js/data/source.js" with { type: "text" };
import tableJs from "./js/data/table.js" with { type: "text" };
import treeJs from "./js/data/tree.js" with { type: "text" };
import treeKeysJs from "./js/data/tree_keys.js" with { type: "text" };
import ranksJs from "./js/ranks.js" with { type: "text" };

/** The library for plots as a module: its file for the web declares one variable. */
const UPLOT = `/*!\n${uplotLicence}*/\n${uplotJs}\nexport default uPlot;\n`;

/** Scripts and styles of data, boxes and bars. */
export const DATA_ASSETS: readonly Asset[] = [
  { path: "css/uplot.css", contentType: CSS, body: uplotCss },
  { path: "css/boxes.css", contentType: CSS, body: boxesCss },
  { path: "css/data.css", contentType: CSS, body: dataCss },
  { path: "js/uplot.js", contentType: JS, body: UPLOT },
  { path: "js/boxes/draw.js", contentType: JS, body: boxesDrawJs },
  { path: "js/boxes/overlay.js", contentType: JS, body: boxesOverlayJs },
  { path: "js/data/chart.js", contentType: JS, body: chartJs },
  { path: "js/data/frame_data.js", contentType: JS, body: frameDataJs },
  { path: "js/data/panel.js", contentType: JS, body: panelJs },
  { path: "js/data/plot.js", contentType: JS, body: plotJs },
  { path: "js/data/points.js", contentType: JS, body: pointsJs },
  { path: "js/data/source.js", contentType: JS, body: sourceJs },
  { path: "js/data/table.js", contentType: JS, body: tableJs },
  { path: "js/data/tree.js", contentType: JS, body: treeJs },
  { path: "js/data/tree_keys.js", contentType: JS, body: treeKeysJs },
  { path: "js/ranks.js", contentType: JS, body: ranksJs },
];

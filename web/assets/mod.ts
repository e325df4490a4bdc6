/**
 * The files that the browser needs, embedded in the program: no build step, no other host.
 *
 * @module
 */
import type { Asset } from "../types.ts";
import { BASE_ASSETS } from "./base_assets.ts";
import { DATA_ASSETS } from "./data_assets.ts";
import { LIVE_ASSETS } from "./live_assets.ts";
import { CAMERAS_ASSETS } from "./cameras_assets.ts";
import { CODE_ASSETS } from "./code_assets.ts";
import { CSS } from "./content_types.ts";
import { FOLDERS_ASSETS } from "./folders_assets.ts";
import { IMAGE_SET_ASSETS } from "./image_set_assets.ts";
import { STREAMS_ASSETS } from "./streams_assets.ts";
import { VIDEO_ASSETS } from "./video_assets.ts";
import { withoutComments } from "./without_comments.ts";

/** Every file of the page, once. */
export const FILES: readonly Asset[] = [
  ...BASE_ASSETS,
  ...CODE_ASSETS,
  ...DATA_ASSETS,
  ...LIVE_ASSETS,
  ...VIDEO_ASSETS,
  ...IMAGE_SET_ASSETS,
  ...CAMERAS_ASSETS,
  ...FOLDERS_ASSETS,
  ...STREAMS_ASSETS,
];

/** Styles that come with their tab: only few servers have it. */
export const LATER_STYLES: readonly string[] = ["css/streams.css"];

/** As it is served. */
function served(file: Asset): Asset {
  const { path, body } = file;
  const isScript = path.startsWith("js/") && typeof body === "string";
  return isScript ? { ...file, body: withoutComments(body) } : file;
}

const isStyle = ({ path }: Asset) => path.endsWith(".css") && !LATER_STYLES.includes(path);

/** Where the page's styles stand: in one file, for the first paint waits for them. */
export const STYLES = "css/styles.css";

/** Every asset by its path; the web entrance serves them. */
export const ASSETS: readonly Asset[] = [
  ...FILES.filter((file) => !isStyle(file)).map(served),
  {
    path: STYLES,
    contentType: CSS,
    body: FILES.filter(isStyle).map(({ body }) => body).join("\n"),
  },
];

/**
 * Scripts that `page.js` imports, directly or through others: a page names them, so that a browser
 * asks for all of them at once and not for one after the other has been read.
 */
export const MODULES: readonly string[] = [...importedBy("js/page.js", new Set())];

function importedBy(path: string, found: Set<string>): Set<string> {
  const script = ASSETS.find((asset) => asset.path === path)?.body;
  if (found.has(path) || typeof script !== "string") return found;
  found.add(path);
  for (const [, name = ""] of script.matchAll(/^(?:import|\}) .*?from "(\.[^"]+)";$/gm)) {
    importedBy(new URL(name, `http://box/${path}`).pathname.slice(1), found);
  }
  return found;
}

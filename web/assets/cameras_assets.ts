/**
 * What network cameras need; the scripts are loaded when one is first started.
 *
 * @module
 */
import type { Asset } from "../types.ts";
import { JS } from "./content_types.ts";
import networkCameraJs from "./js/cameras/network_camera.js" with { type: "text" };
import networkInputJs from "./js/cameras/network_input.js" with { type: "text" };
import networkViewJs from "./js/cameras/network_view.js" with { type: "text" };

/** Scripts of network cameras. */
export const CAMERAS_ASSETS: readonly Asset[] = [
  { path: "js/cameras/network_camera.js", contentType: JS, body: networkCameraJs },
  { path: "js/cameras/network_input.js", contentType: JS, body: networkInputJs },
  { path: "js/cameras/network_view.js", contentType: JS, body: networkViewJs },
];

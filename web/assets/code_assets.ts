/**
 * "Use it from code": its dialog's scripts and the code itself, loaded when it is first opened.
 *
 * @module
 */
import type { Asset } from "../types.ts";
import { CSS, JS, PLAIN } from "./content_types.ts";
import codeCss from "./css/code.css" with { type: "text" };
import dialogJs from "./js/code/dialog.js" with { type: "text" };
import fillInJs from "./js/code/fill_in.js" with { type: "text" };
import imageSh from "./code/image.sh" with { type: "text" };
import imagePy from "./code/image.py" with { type: "text" };
import imageJs from "./code/image.js" with { type: "text" };
import cameraSh from "./code/camera.sh" with { type: "text" };
import cameraPy from "./code/camera.py" with { type: "text" };
import cameraJs from "./code/camera.js" with { type: "text" };
import videoSh from "./code/video.sh" with { type: "text" };
import videoPy from "./code/video.py" with { type: "text" };
import videoJs from "./code/video.js" with { type: "text" };
import imageSetSh from "./code/image_set.sh" with { type: "text" };
import imageSetPy from "./code/image_set.py" with { type: "text" };
import imageSetJs from "./code/image_set.js" with { type: "text" };

/** Scripts, styles and code of the dialog. */
export const CODE_ASSETS: readonly Asset[] = [
  { path: "css/code.css", contentType: CSS, body: codeCss },
  { path: "js/code/dialog.js", contentType: JS, body: dialogJs },
  { path: "js/code/fill_in.js", contentType: JS, body: fillInJs },
  { path: "code/image.sh", contentType: PLAIN, body: imageSh },
  { path: "code/image.py", contentType: PLAIN, body: imagePy },
  { path: "code/image.js", contentType: PLAIN, body: imageJs },
  { path: "code/camera.sh", contentType: PLAIN, body: cameraSh },
  { path: "code/camera.py", contentType: PLAIN, body: cameraPy },
  { path: "code/camera.js", contentType: PLAIN, body: cameraJs },
  { path: "code/video.sh", contentType: PLAIN, body: videoSh },
  { path: "code/video.py", contentType: PLAIN, body: videoPy },
  { path: "code/video.js", contentType: PLAIN, body: videoJs },
  { path: "code/image_set.sh", contentType: PLAIN, body: imageSetSh },
  { path: "code/image_set.py", contentType: PLAIN, body: imageSetPy },
  { path: "code/image_set.js", contentType: PLAIN, body: imageSetJs },
];

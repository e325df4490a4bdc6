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
import manySh from "./code/many.sh" with { type: "text" };
import manyPy from "./code/many.py" with { type: "text" };
import manyJs from "./code/many.js" with { type: "text" };

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
  { path: "code/many.sh", contentType: PLAIN, body: manySh },
  { path: "code/many.py", contentType: PLAIN, body: manyPy },
  { path: "code/many.js", contentType: PLAIN, body: manyJs },
];

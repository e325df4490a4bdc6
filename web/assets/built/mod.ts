// Made by `deno task build:page`; not for editing.
import file0 from "../code/camera.js" with { type: "text" };
import file1 from "../code/camera.py" with { type: "text" };
import file2 from "../code/camera.sh" with { type: "text" };
import file3 from "../code/image.js" with { type: "text" };
import file4 from "../code/image.py" with { type: "text" };
import file5 from "../code/image.sh" with { type: "text" };
import file6 from "../code/image_set.js" with { type: "text" };
import file7 from "../code/image_set.py" with { type: "text" };
import file8 from "../code/image_set.sh" with { type: "text" };
import file9 from "../code/video.js" with { type: "text" };
import file10 from "../code/video.py" with { type: "text" };
import file11 from "../code/video.sh" with { type: "text" };
import file12 from "./streams.css" with { type: "text" };
import file13 from "./styles.css" with { type: "text" };
import file14 from "../examples/astronaut.jpg" with { type: "bytes" };
import file15 from "../examples/astronaut_small.jpg" with { type: "bytes" };
import file16 from "../examples/chelsea.jpg" with { type: "bytes" };
import file17 from "../examples/chelsea_small.jpg" with { type: "bytes" };
import file18 from "../examples/clip.mp4" with { type: "bytes" };
import file19 from "../examples/clip_small.jpg" with { type: "bytes" };
import file20 from "../examples/coffee.jpg" with { type: "bytes" };
import file21 from "../examples/coffee_small.jpg" with { type: "bytes" };
import file22 from "../examples/rocket.jpg" with { type: "bytes" };
import file23 from "../examples/rocket_small.jpg" with { type: "bytes" };
import file24 from "../favicon.svg" with { type: "text" };
import file25 from "./browser_run.js" with { type: "text" };
import file26 from "./card.js" with { type: "text" };
import file27 from "./chunk-15.js" with { type: "text" };
import file28 from "./dialog.js" with { type: "text" };
import file29 from "htmx.org/dist/htmx.min.js" with { type: "text" };
import file30 from "./jpeg_worker.js" with { type: "text" };
import file31 from "./network_input.js" with { type: "text" };
import file32 from "./page.js" with { type: "text" };
import file33 from "./panel.js" with { type: "text" };
import file34 from "./shared.js" with { type: "text" };
import file35 from "./tab-2.js" with { type: "text" };
import file36 from "./tab-3.js" with { type: "text" };
import file37 from "./tab.js" with { type: "text" };
import file38 from "./uPlot.esm.js" with { type: "text" };

/** Every embedded file by the path at which it is served. */
export const EMBEDDED: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> = {
  "code/camera.js": file0,
  "code/camera.py": file1,
  "code/camera.sh": file2,
  "code/image.js": file3,
  "code/image.py": file4,
  "code/image.sh": file5,
  "code/image_set.js": file6,
  "code/image_set.py": file7,
  "code/image_set.sh": file8,
  "code/video.js": file9,
  "code/video.py": file10,
  "code/video.sh": file11,
  "css/streams.css": file12,
  "css/styles.css": file13,
  "examples/astronaut.jpg": file14,
  "examples/astronaut_small.jpg": file15,
  "examples/chelsea.jpg": file16,
  "examples/chelsea_small.jpg": file17,
  "examples/clip.mp4": file18,
  "examples/clip_small.jpg": file19,
  "examples/coffee.jpg": file20,
  "examples/coffee_small.jpg": file21,
  "examples/rocket.jpg": file22,
  "examples/rocket_small.jpg": file23,
  "favicon.svg": file24,
  "js/browser_run.js": file25,
  "js/card.js": file26,
  "js/chunk-15.js": file27,
  "js/dialog.js": file28,
  "js/htmx.min.js": file29,
  "js/jpeg_worker.js": file30,
  "js/network_input.js": file31,
  "js/page.js": file32,
  "js/panel.js": file33,
  "js/shared.js": file34,
  "js/tab-2.js": file35,
  "js/tab-3.js": file36,
  "js/tab.js": file37,
  "js/uPlot.esm.js": file38,
};

/** Scripts that page.js imports, directly or through others; all others come when they are needed. */
export const AT_ONCE: readonly string[] = [
  "js/page.js",
  "js/shared.js",
];

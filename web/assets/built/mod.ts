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
import file12 from "./camera_tab.css" with { type: "text" };
import file13 from "./image_set_tab.css" with { type: "text" };
import file14 from "./services_tab.css" with { type: "text" };
import file15 from "./streams_tab.css" with { type: "text" };
import file16 from "./styles.css" with { type: "text" };
import file17 from "./video_tab.css" with { type: "text" };
import file18 from "../examples/astronaut.jpg" with { type: "bytes" };
import file19 from "../examples/astronaut_small.jpg" with { type: "bytes" };
import file20 from "../examples/chelsea.jpg" with { type: "bytes" };
import file21 from "../examples/chelsea_small.jpg" with { type: "bytes" };
import file22 from "../examples/clip.mp4" with { type: "bytes" };
import file23 from "../examples/clip_small.jpg" with { type: "bytes" };
import file24 from "../examples/coffee.jpg" with { type: "bytes" };
import file25 from "../examples/coffee_small.jpg" with { type: "bytes" };
import file26 from "../examples/rocket.jpg" with { type: "bytes" };
import file27 from "../examples/rocket_small.jpg" with { type: "bytes" };
import file28 from "../favicon.svg" with { type: "text" };
import file29 from "./browser_run.js" with { type: "text" };
import file30 from "./camera_tab.js" with { type: "text" };
import file31 from "./card.js" with { type: "text" };
import file32 from "./dialog.js" with { type: "text" };
import file33 from "htmx.org/dist/htmx.min.js" with { type: "text" };
import file34 from "./image_set_tab.js" with { type: "text" };
import file35 from "./image_tab.js" with { type: "text" };
import file36 from "./jpeg_worker.js" with { type: "text" };
import file37 from "./network_input.js" with { type: "text" };
import file38 from "./page.js" with { type: "text" };
import file39 from "./panel.js" with { type: "text" };
import file40 from "./services_tab.js" with { type: "text" };
import file41 from "./streams_tab.js" with { type: "text" };
import file42 from "./uPlot.esm.js" with { type: "text" };
import file43 from "./video_tab.js" with { type: "text" };

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
  "css/camera_tab.css": file12,
  "css/image_set_tab.css": file13,
  "css/services_tab.css": file14,
  "css/streams_tab.css": file15,
  "css/styles.css": file16,
  "css/video_tab.css": file17,
  "examples/astronaut.jpg": file18,
  "examples/astronaut_small.jpg": file19,
  "examples/chelsea.jpg": file20,
  "examples/chelsea_small.jpg": file21,
  "examples/clip.mp4": file22,
  "examples/clip_small.jpg": file23,
  "examples/coffee.jpg": file24,
  "examples/coffee_small.jpg": file25,
  "examples/rocket.jpg": file26,
  "examples/rocket_small.jpg": file27,
  "favicon.svg": file28,
  "js/browser_run.js": file29,
  "js/camera_tab.js": file30,
  "js/card.js": file31,
  "js/dialog.js": file32,
  "js/htmx.min.js": file33,
  "js/image_set_tab.js": file34,
  "js/image_tab.js": file35,
  "js/jpeg_worker.js": file36,
  "js/network_input.js": file37,
  "js/page.js": file38,
  "js/panel.js": file39,
  "js/services_tab.js": file40,
  "js/streams_tab.js": file41,
  "js/uPlot.esm.js": file42,
  "js/video_tab.js": file43,
};

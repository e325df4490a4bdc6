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
import file25 from "./browser_run-BGLWWX27.js" with { type: "text" };
import file26 from "./card-IILIO6XF.js" with { type: "text" };
import file27 from "./chunk-26G2PKTQ.js" with { type: "text" };
import file28 from "./chunk-3BU7P43K.js" with { type: "text" };
import file29 from "./chunk-4LPT6BEH.js" with { type: "text" };
import file30 from "./chunk-6VAADPR2.js" with { type: "text" };
import file31 from "./chunk-7BBG5SFZ.js" with { type: "text" };
import file32 from "./chunk-E3VU342I.js" with { type: "text" };
import file33 from "./chunk-FYZVUZ4B.js" with { type: "text" };
import file34 from "./chunk-G6XTKSB7.js" with { type: "text" };
import file35 from "./chunk-H7P6R6DS.js" with { type: "text" };
import file36 from "./chunk-ICMXXRW3.js" with { type: "text" };
import file37 from "./chunk-KCHFQZ53.js" with { type: "text" };
import file38 from "./chunk-MQVM5UWH.js" with { type: "text" };
import file39 from "./chunk-PB5ULN75.js" with { type: "text" };
import file40 from "./chunk-Q3I3K2FK.js" with { type: "text" };
import file41 from "./chunk-SLZH4HQU.js" with { type: "text" };
import file42 from "./chunk-WWAZHITQ.js" with { type: "text" };
import file43 from "./dialog-4YIZ2TMC.js" with { type: "text" };
import file44 from "htmx.org/dist/htmx.min.js" with { type: "text" };
import file45 from "./jpeg_worker.js" with { type: "text" };
import file46 from "./network_input-AUATWAAO.js" with { type: "text" };
import file47 from "./page.js" with { type: "text" };
import file48 from "./panel-6ES2CGYQ.js" with { type: "text" };
import file49 from "./tab-BBHSLFRP.js" with { type: "text" };
import file50 from "./tab-NG23HDSW.js" with { type: "text" };
import file51 from "./tab-WSZEUN2M.js" with { type: "text" };
import file52 from "./uPlot.esm-UKVKTET4.js" with { type: "text" };

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
  "js/browser_run-BGLWWX27.js": file25,
  "js/card-IILIO6XF.js": file26,
  "js/chunk-26G2PKTQ.js": file27,
  "js/chunk-3BU7P43K.js": file28,
  "js/chunk-4LPT6BEH.js": file29,
  "js/chunk-6VAADPR2.js": file30,
  "js/chunk-7BBG5SFZ.js": file31,
  "js/chunk-E3VU342I.js": file32,
  "js/chunk-FYZVUZ4B.js": file33,
  "js/chunk-G6XTKSB7.js": file34,
  "js/chunk-H7P6R6DS.js": file35,
  "js/chunk-ICMXXRW3.js": file36,
  "js/chunk-KCHFQZ53.js": file37,
  "js/chunk-MQVM5UWH.js": file38,
  "js/chunk-PB5ULN75.js": file39,
  "js/chunk-Q3I3K2FK.js": file40,
  "js/chunk-SLZH4HQU.js": file41,
  "js/chunk-WWAZHITQ.js": file42,
  "js/dialog-4YIZ2TMC.js": file43,
  "js/htmx.min.js": file44,
  "js/jpeg_worker.js": file45,
  "js/network_input-AUATWAAO.js": file46,
  "js/page.js": file47,
  "js/panel-6ES2CGYQ.js": file48,
  "js/tab-BBHSLFRP.js": file49,
  "js/tab-NG23HDSW.js": file50,
  "js/tab-WSZEUN2M.js": file51,
  "js/uPlot.esm-UKVKTET4.js": file52,
};

/** Scripts that page.js imports, directly or through others; all others come when they are needed. */
export const AT_ONCE: readonly string[] = [
  "js/chunk-26G2PKTQ.js",
  "js/chunk-3BU7P43K.js",
  "js/chunk-4LPT6BEH.js",
  "js/chunk-6VAADPR2.js",
  "js/chunk-7BBG5SFZ.js",
  "js/chunk-E3VU342I.js",
  "js/chunk-G6XTKSB7.js",
  "js/chunk-H7P6R6DS.js",
  "js/chunk-ICMXXRW3.js",
  "js/chunk-KCHFQZ53.js",
  "js/chunk-MQVM5UWH.js",
  "js/chunk-PB5ULN75.js",
  "js/chunk-Q3I3K2FK.js",
  "js/chunk-SLZH4HQU.js",
  "js/chunk-WWAZHITQ.js",
  "js/page.js",
];

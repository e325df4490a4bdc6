/**
 * Has tests work with libturbojpeg, in this thread and in the threads of its pools. It is preloaded:
 * `deno task test:turbojpeg`.
 *
 * @module
 */

import { findTurbojpeg, setUpImages } from "../mod.ts";

const turbojpeg = await findTurbojpeg("auto");
if (turbojpeg === undefined) throw new Error("There is no libturbojpeg: apt install libturbojpeg0");
setUpImages({ turbojpeg });

/**
 * Where a frame's time goes, and what came while the page was away.
 *
 * @module
 */
import type { Asset } from "../types.ts";
import { CSS, JS } from "./content_types.ts";
import liveCss from "./css/live.css" with { type: "text" };
import comeBackJs from "./js/live/come_back.js" with { type: "text" };
import latencyStripJs from "./js/live/latency_strip.js" with { type: "text" };
import meanwhileJs from "./js/live/meanwhile.js" with { type: "text" };
import problemJs from "./js/live/problem.js" with { type: "text" };
import problemBannerJs from "./js/live/problem_banner.js" with { type: "text" };
import waitingJs from "./js/live/waiting.js" with { type: "text" };

/** Scripts and styles of what is live. */
export const LIVE_ASSETS: readonly Asset[] = [
  { path: "css/live.css", contentType: CSS, body: liveCss },
  { path: "js/live/come_back.js", contentType: JS, body: comeBackJs },
  { path: "js/live/latency_strip.js", contentType: JS, body: latencyStripJs },
  { path: "js/live/meanwhile.js", contentType: JS, body: meanwhileJs },
  { path: "js/live/problem.js", contentType: JS, body: problemJs },
  { path: "js/live/problem_banner.js", contentType: JS, body: problemBannerJs },
  { path: "js/live/waiting.js", contentType: JS, body: waitingJs },
];

/**
 * What the Video tab needs; its scripts are loaded when the tab is first opened.
 *
 * @module
 */
import type { Asset } from "../types.ts";
import { CSS, JPEG, JS, MP4 } from "./content_types.ts";
import videoCss from "./css/video.css" with { type: "text" };
import barJs from "./js/video/bar.js" with { type: "text" };
import serverRunJs from "./js/video/server_run.js" with { type: "text" };
import browserRunJs from "./js/video/browser_run.js" with { type: "text" };
import frameSourceJs from "./js/video/frame_source.js" with { type: "text" };
import frameTimesJs from "./js/video/frame_times.js" with { type: "text" };
import losslessSocketJs from "./js/video/lossless_socket.js" with { type: "text" };
import playerJs from "./js/video/player.js" with { type: "text" };
import rememberJs from "./js/video/remember.js" with { type: "text" };
import sendJs from "./js/video/send.js" with { type: "text" };
import shownTimeJs from "./js/video/shown_time.js" with { type: "text" };
import statesJs from "./js/video/states.js" with { type: "text" };
import tabJs from "./js/video/tab.js" with { type: "text" };
import timesJs from "./js/video/times.js" with { type: "text" };
import uploadJs from "./js/video/upload.js" with { type: "text" };
import videoInputJs from "./js/video/video_input.js" with { type: "text" };
import webmJs from "./js/video/webm.js" with { type: "text" };
import webmMakerJs from "./js/video/webm_maker.js" with { type: "text" };
import clip from "./examples/clip.mp4" with { type: "bytes" };
import clipSmall from "./examples/clip_small.jpg" with { type: "bytes" };

/** Scripts and styles of the Video tab, and a clip for users without a video. */
export const VIDEO_ASSETS: readonly Asset[] = [
  { path: "css/video.css", contentType: CSS, body: videoCss },
  { path: "js/video/bar.js", contentType: JS, body: barJs },
  { path: "js/video/server_run.js", contentType: JS, body: serverRunJs },
  { path: "js/video/browser_run.js", contentType: JS, body: browserRunJs },
  { path: "js/video/frame_source.js", contentType: JS, body: frameSourceJs },
  { path: "js/video/frame_times.js", contentType: JS, body: frameTimesJs },
  { path: "js/video/lossless_socket.js", contentType: JS, body: losslessSocketJs },
  { path: "js/video/player.js", contentType: JS, body: playerJs },
  { path: "js/video/remember.js", contentType: JS, body: rememberJs },
  { path: "js/video/send.js", contentType: JS, body: sendJs },
  { path: "js/video/shown_time.js", contentType: JS, body: shownTimeJs },
  { path: "js/video/states.js", contentType: JS, body: statesJs },
  { path: "js/video/tab.js", contentType: JS, body: tabJs },
  { path: "js/video/times.js", contentType: JS, body: timesJs },
  { path: "js/video/upload.js", contentType: JS, body: uploadJs },
  { path: "js/video/video_input.js", contentType: JS, body: videoInputJs },
  { path: "js/video/webm.js", contentType: JS, body: webmJs },
  { path: "js/video/webm_maker.js", contentType: JS, body: webmMakerJs },
  { path: "examples/clip.mp4", contentType: MP4, body: clip },
  { path: "examples/clip_small.jpg", contentType: JPEG, body: clipSmall },
];

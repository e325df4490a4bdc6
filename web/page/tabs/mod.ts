/**
 * The tabs of the page. A new one is a file beside this one and an entry here: its route, its link, its number key,
 * its lines in the list of keys and what it takes come from that.
 *
 * @module
 */
import type { PageTab } from "../view.ts";
import { CAMERA_TAB } from "./camera.tsx";
import { IMAGE_TAB } from "./image.tsx";
import { IMAGE_SET_TAB } from "./image_set.tsx";
import { SERVICES_TAB } from "./services.tsx";
import { STREAMS_TAB } from "./streams.tsx";
import { VIDEO_TAB } from "./video.tsx";

/** In the order of their links; keys 1, 2, … open them. */
export const TABS: readonly PageTab[] = [
  IMAGE_TAB,
  CAMERA_TAB,
  VIDEO_TAB,
  IMAGE_SET_TAB,
  SERVICES_TAB,
  STREAMS_TAB,
];

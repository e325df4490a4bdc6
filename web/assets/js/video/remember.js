/** Which video run this page follows, over a reload. */
import { readJson, tabStore } from "../storage.js";
import { storageKey } from "../url.js";

const KEY = storageKey("framebox-video");

/** @typedef {{session: string, run: string, name: string}} RememberedRun */

/** @param {RememberedRun} run */
export function rememberRun(run) {
  tabStore.set(KEY, JSON.stringify(run));
}

export function forgetRun() {
  tabStore.remove(KEY);
}

/** @returns {RememberedRun | undefined} */
export function rememberedRun() {
  return readJson(tabStore, KEY);
}

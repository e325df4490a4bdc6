/** Which run this page shows, kept over a reload. */
import { readJson, tabStore } from "../storage.js";
import { storageKey } from "../url.js";

const KEY = storageKey("framebox-image-set");

/**
 * @typedef {object} Remembered
 * @property {string} session
 * @property {string} run
 * @property {number} total pictures that were given, sent or not
 */

/** @returns {Remembered | undefined} */
export function rememberedRun() {
  const value = readJson(tabStore, KEY);
  return typeof value?.session === "string" ? value : undefined;
}

/** @param {Remembered | undefined} value */
export function rememberRun(value) {
  if (value) tabStore.set(KEY, JSON.stringify(value));
  else tabStore.remove(KEY);
}

/** Which run this page shows, kept over a reload. */

const KEY = "framebox-many";

/**
 * @typedef {object} Remembered
 * @property {string} session
 * @property {string} run
 * @property {number} total pictures that were given, sent or not
 */

/** @returns {Remembered | undefined} */
export function rememberedRun() {
  try {
    const value = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    return typeof value?.session === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Remembered | undefined} value */
export function rememberRun(value) {
  if (value) sessionStorage.setItem(KEY, JSON.stringify(value));
  else sessionStorage.removeItem(KEY);
}

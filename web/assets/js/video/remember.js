/** Which video run this page follows, over a reload. */

const KEY = "framebox-video";

/** @typedef {{session: string, run: string, name: string}} RememberedRun */

/** @param {RememberedRun} run */
export function rememberRun(run) {
  sessionStorage.setItem(KEY, JSON.stringify(run));
}

export function forgetRun() {
  sessionStorage.removeItem(KEY);
}

/** @returns {RememberedRun | undefined} */
export function rememberedRun() {
  const text = sessionStorage.getItem(KEY);
  return text === null ? undefined : JSON.parse(text);
}

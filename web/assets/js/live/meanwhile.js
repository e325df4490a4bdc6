/** The results of a run that came while the page was away. */
import { isUnknown } from "../proxy.js";
import { serverUrl } from "../url.js";

/** @typedef {import("../../../wire/mod.ts").HistoryJson} Meanwhile */

/**
 * @param {string} session
 * @param {string} run
 * @param {number} after the newest result that was seen
 * @returns {Promise<Meanwhile | undefined>} undefined: the server knows that run no more
 * @throws {TypeError} when the server can't be reached
 */
export async function whatCame(session, run, after) {
  const query = new URLSearchParams({ after: String(after), limit: "1000" });
  const address = serverUrl(`/api/v1/sessions/${session}/runs/${run}/results?${query}`);
  const response = await fetch(address, { cache: "no-store" });
  if (await isUnknown(response)) return undefined;
  if (!response.ok) throw new TypeError(`no results: ${response.status}`);
  return await response.json();
}

/** Sends a video to the server and has it run. */
import { AnswerError } from "../answer_error.js";
import { uploadFile } from "./upload.js";
import { refusalOf } from "../proxy.js";
import { serverUrl } from "../url.js";

/**
 * @param {string} session
 * @param {File} file
 * @param {string} processor empty: any that is there
 * @param {import("./bar.js").VideoBar} bar shows how far it is
 * @param {AbortSignal} signal
 * @returns {Promise<string>} the run
 * @throws {AnswerError} what the server refused
 */
export async function sendVideo(session, file, processor, bar, signal) {
  bar.sending(0);
  const upload = await uploadFile(session, file, {
    signal,
    onSent: (bytes) => bar.sending(file.size > 0 ? bytes / file.size : 1),
    onAway: (isAway) => isAway && bar.away(),
  });
  bar.reading();
  return await start(session, { upload, processor: processor || null }, signal);
}

/**
 * Runs the video of a run once more; that run is removed.
 * @param {string} session
 * @param {string} run
 * @param {string} processor empty: any that is there
 * @param {AbortSignal} signal
 * @returns {Promise<string>} the new run
 * @throws {AnswerError} what the server refused
 */
export async function runAgain(session, run, processor, signal) {
  const started = await start(session, { run, processor: processor || null }, signal);
  // The answer isn't awaited: the session's end removes it just as well.
  fetch(serverUrl(`/api/v1/sessions/${session}/runs/${run}`), { method: "DELETE" }).catch(() => {});
  return started;
}

/**
 * Whether a run left any data.
 * @param {string} session
 * @param {string} run
 */
export async function hasData(session, run) {
  const query = new URLSearchParams({ run });
  const response = await fetch(serverUrl(`/api/v1/sessions/${session}/data?${query}`)).catch(
    () => {},
  );
  if (!response?.ok) return false;
  /** @type {import("../../../wire/mod.ts").DataJson} */
  const { bytes } = await response.json();
  return bytes > 0;
}

/**
 * @param {string} session
 * @param {object} task
 * @param {AbortSignal} signal
 * @returns {Promise<string>} the run
 */
async function start(session, task, signal) {
  const response = await fetch(serverUrl(`/api/v1/sessions/${session}/videos`), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(task),
    signal,
  }).catch((error) => {
    signal.throwIfAborted();
    throw new AnswerError(0, String(error));
  });
  if (!response.ok) throw await refusalOf(response);
  /** @type {import("../../../wire/mod.ts").RunJson} */
  const { run } = await response.json();
  return run;
}

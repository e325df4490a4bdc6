/** The calls of an image set's run. */
import { AnswerError } from "../answer_error.js";
import { refusalOf } from "../proxy.js";
import { serverUrl } from "../url.js";

/** @param {{session: string, run: string}} at */
export function runUrl({ session, run }) {
  return serverUrl(`/api/v1/sessions/${session}/runs/${run}`);
}

/**
 * @param {string} session
 * @param {{processor: string | null, total: number}} task
 * @returns {Promise<import("../../../wire/mod.ts").RunJson>} the run
 * @throws {AnswerError}
 */
export function startImageSet(session, task) {
  return ask(serverUrl(`/api/v1/sessions/${session}/image-sets`), {
    method: "POST",
    body: JSON.stringify(task),
  });
}

/**
 * @param {string} url of the run
 * @param {{name: string, key: string, file: File}} picture
 * @param {AbortSignal} signal
 * @returns {Promise<import("../../../wire/mod.ts").ItemJson>} the item
 * @throws {AnswerError}
 */
export function giveImage(url, { name, key, file }, signal) {
  const query = new URLSearchParams({ name, key });
  const headers = { "content-type": "application/octet-stream" };
  return ask(`${url}/images?${query}`, { method: "POST", body: file, headers, signal });
}

/**
 * @param {string} url of the run
 * @param {"finish" | "retry" | "pause" | "resume" | "cancel" | "processor"} what
 * @param {object} [task]
 * @throws {AnswerError}
 */
export function control(url, what, task) {
  /** @type {RequestInit} */
  const init = { method: "POST" };
  if (task) init.body = JSON.stringify(task);
  return ask(`${url}/${what}`, init);
}

/**
 * @template T what is there
 * @param {string} url
 * @returns {Promise<T>}
 * @throws {AnswerError}
 */
export function look(url) {
  return ask(url, { cache: "no-store" });
}

/**
 * @param {string} url
 * @param {RequestInit} init
 */
async function ask(url, init) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(url, init);
  } catch {
    init.signal?.throwIfAborted();
    throw new AnswerError(0, "");
  }
  if (response.status === 204) return undefined;
  if (response.ok) return await response.json();
  throw await refusalOf(response, init.body instanceof Blob ? init.body.size : 0);
}

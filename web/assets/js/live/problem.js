/**
 * What keeps the page from its live socket while the server answers otherwise. A browser doesn't report
 * why a WebSocket was refused, so the server is asked.
 */
import { AnswerError } from "../answer_error.js";
import { ProxyError, refusalOf } from "../proxy.js";
import { fill, text } from "../text.js";
import { serverUrl } from "../url.js";

/**
 * refused: the server takes nothing from this page's address. no-socket: requests come through, a
 * WebSocket does not. proxy: something in front answers in the server's place.
 * @typedef {{kind: "refused" | "proxy", error: AnswerError} | {kind: "no-socket"}} Problem
 */

const NGINX_UPGRADE = "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; " +
  'proxy_set_header Connection "upgrade";';

/**
 * Why a WebSocket could not be opened.
 * @returns {Promise<Problem | "away">} no-socket: the server has nothing against it; away: it is not
 *   there, or has no room now
 */
export async function askWhy() {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(serverUrl("/api/v1/access"), { method: "POST" });
  } catch {
    return "away";
  }
  if (response.ok) return { kind: "no-socket" };
  return problemOf(await refusalOf(response)) ?? "away";
}

/**
 * The problem that an answer means.
 * @param {unknown} error
 * @returns {Problem | undefined}
 */
export function problemOf(error) {
  if (error instanceof ProxyError) return { kind: "proxy", error };
  if (!(error instanceof AnswerError) || error.status !== 403) return undefined;
  return { kind: "refused", error };
}

/**
 * @param {Problem | undefined} one
 * @param {Problem | undefined} other
 */
export function isSameProblem(one, other) {
  return wordsOf(one).join() === wordsOf(other).join();
}

/**
 * What a result's place shows while nothing can come.
 * @param {Problem} problem
 * @returns {import("../result_view.js").State}
 */
export function problemState(problem) {
  const [title = "", sentence = ""] = wordsOf(problem);
  return { title, text: sentence, textIsEnglish: isEnglish(problem), tone: "warn" };
}

/** @param {Problem | undefined} problem */
export function isEnglish(problem) {
  return problem?.kind === "refused" && problem.error.isEnglish;
}

/**
 * @param {Problem | undefined} problem
 * @returns {string[]} what is wrong, and what mends it
 */
export function wordsOf(problem) {
  if (!problem) return [];
  if (problem.kind === "refused") return [text.places.refused, problem.error.message];
  if (problem.kind === "proxy") return [problem.error.message];
  return [text.places.noSocket, fill(text.places.inNginx, { lines: NGINX_UPGRADE })];
}

/**
 * What keeps the page from its live socket while the server answers otherwise. A browser doesn't report
 * why a WebSocket was refused, so the server is asked.
 */
import type { State } from "../result/result_view.ts";
import { type SentenceLike, sentenceOf } from "../base/sentence.ts";
import { AnswerError } from "../server/answer_error.ts";
import { ProxyError, refusalOf } from "../server/proxy.ts";
import { fill, text } from "../base/text.ts";
import { serverUrl } from "../base/url.ts";

/**
 * refused: the server takes nothing from this page's address. no-socket: requests come through, a
 * WebSocket does not. proxy: something in front answers in the server's place.
 */
export type Problem = { kind: "refused" | "proxy"; error: AnswerError } | { kind: "no-socket" };

const NGINX_UPGRADE = "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; " +
  'proxy_set_header Connection "upgrade";';

/**
 * Why a WebSocket could not be opened.
 *
 * @returns no-socket: the server has nothing against it; away: it is not
 * there, or has no room now
 */
export async function askWhy(): Promise<Problem | "away"> {
  let response: Response;
  try {
    response = await fetch(serverUrl("/api/v1/access"), { method: "POST" });
  } catch {
    return "away";
  }
  if (response.ok) return { kind: "no-socket" };
  return problemOf(await refusalOf(response)) ?? "away";
}

/** The problem that an answer means. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof ProxyError) return { kind: "proxy", error };
  if (!(error instanceof AnswerError) || error.status !== 403) return undefined;
  return { kind: "refused", error };
}

export function isSameProblem(one: Problem | undefined, other: Problem | undefined): boolean {
  const words = (problem: Problem | undefined) => JSON.stringify(wordsOf(problem));
  return words(one) === words(other);
}

/** What a result's place shows while nothing can come. */
export function problemState(problem: Problem): State {
  const [title = "", sentence = ""] = wordsOf(problem);
  return { title: sentenceOf(title).text, text: sentence, tone: "warn" };
}

/** @returns what is wrong, and what mends it */
export function wordsOf(problem: Problem | undefined): SentenceLike[] {
  if (!problem) return [];
  if (problem.kind === "refused") return [text.places.refused, problem.error.sentence];
  if (problem.kind === "proxy") return [problem.error.message];
  return [text.places.noSocket, fill(text.places.inNginx, { lines: NGINX_UPGRADE })];
}

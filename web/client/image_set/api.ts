/** The calls of an image set's run. */
import type { ItemJson, RunJson } from "../../wire/mod.ts";
import { AnswerError } from "../server/answer_error.ts";
import { refusalOf } from "../server/proxy.ts";
import { serverUrl } from "../base/url.ts";

export function runUrl({ session, run }: { session: string; run: string }): string {
  return serverUrl(`/api/v1/sessions/${session}/runs/${run}`);
}

/**
 * @returns the run
 * @throws {AnswerError}
 */
export function startImageSet(
  session: string,
  task: { processor: string | null; total: number },
): Promise<RunJson> {
  return ask(serverUrl(`/api/v1/sessions/${session}/image-sets`), {
    method: "POST",
    body: JSON.stringify(task),
  });
}

/**
 * @param url of the run
 * @returns the item
 * @throws {AnswerError}
 */
export function giveImage(
  url: string,
  { name, key, file }: { name: string; key: string; file: File },
  signal: AbortSignal,
): Promise<ItemJson> {
  const query = new URLSearchParams({ name, key });
  const headers = { "content-type": "application/octet-stream" };
  return ask(`${url}/images?${query}`, { method: "POST", body: file, headers, signal });
}

/**
 * @param url of the run
 * @throws {AnswerError}
 */
export function control(
  url: string,
  what: "finish" | "retry" | "pause" | "resume" | "cancel" | "processor",
  task?: object,
) {
  const init: RequestInit = { method: "POST" };
  if (task) init.body = JSON.stringify(task);
  return ask(`${url}/${what}`, init);
}

/** @throws {AnswerError} */
export function look<T>(url: string): Promise<T> {
  return ask(url, { cache: "no-store" });
}

async function ask(url: string, init: RequestInit) {
  let response: Response;
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

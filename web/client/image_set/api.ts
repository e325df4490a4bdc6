/** The calls of an image set's run. */
import type { ItemJson, RunJson } from "../../wire/mod.ts";
import { isItem, isRun } from "../server/api_shapes.ts";
import { ask } from "../server/ask.ts";
import { readAnswer } from "../server/read_answer.ts";
import { serverUrl } from "../base/url.ts";

export function runUrl({ session, run }: { session: string; run: string }): string {
  return serverUrl(`/api/v1/sessions/${session}/runs/${run}`);
}

/**
 * @returns the run
 * @throws {AnswerError}
 */
export async function startImageSet(
  session: string,
  task: { processor: string | null; total: number },
): Promise<RunJson> {
  const response = await ask(serverUrl(`/api/v1/sessions/${session}/image-sets`), {
    method: "POST",
    body: JSON.stringify(task),
  });
  return await readAnswer(response, isRun);
}

/**
 * @param url of the run
 * @returns the item
 * @throws {AnswerError}
 */
export async function giveImage(
  url: string,
  { name, key, file }: { name: string; key: string; file: File },
  signal: AbortSignal,
): Promise<ItemJson> {
  const query = new URLSearchParams({ name, key });
  const headers = { "content-type": "application/octet-stream" };
  const init = { method: "POST", body: file, headers, signal };
  return await readAnswer(await ask(`${url}/images?${query}`, init), isItem);
}

/**
 * @param url of the run
 * @throws {AnswerError}
 */
export async function control(
  url: string,
  what: "finish" | "retry" | "pause" | "resume" | "cancel" | "processor",
  task?: object,
): Promise<void> {
  const init: RequestInit = { method: "POST" };
  if (task) init.body = JSON.stringify(task);
  await ask(`${url}/${what}`, init);
}

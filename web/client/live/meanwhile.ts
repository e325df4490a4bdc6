/** The results of a run that came while the page was away. */
import type { HistoryJson } from "../../wire/mod.ts";
import { isHistory } from "../server/api_shapes.ts";
import { readAnswer } from "../server/read_answer.ts";
import { isUnknown } from "../server/proxy.ts";
import { serverUrl } from "../base/url.ts";

export type Meanwhile = HistoryJson;

/**
 * @param after the newest result that was seen
 * @returns undefined: the server knows that run no more
 * @throws {TypeError} when the server can't be reached
 */
export async function whatCame(
  session: string,
  run: string,
  after: number,
): Promise<Meanwhile | undefined> {
  const query = new URLSearchParams({ after: String(after), limit: "1000" });
  const address = serverUrl(`/api/v1/sessions/${session}/runs/${run}/results?${query}`);
  const response = await fetch(address, { cache: "no-store" });
  if (await isUnknown(response)) return undefined;
  if (!response.ok) throw new TypeError(`no results: ${response.status}`);
  return await readAnswer(response, isHistory);
}

/** Sends a video to the server and has it run. */
import type { VideoBar } from "./bar.ts";
import { AnswerError } from "../server/answer_error.ts";
import { uploadFile } from "./upload.ts";
import { isData, isRun } from "../server/api_shapes.ts";
import { readAnswer } from "../server/read_answer.ts";
import { refusalOf } from "../server/proxy.ts";
import { serverUrl } from "../base/url.ts";

/**
 * @param processor empty: any that is there
 * @param bar shows how far it is
 * @returns the run
 * @throws {AnswerError} what the server refused
 */
export async function sendVideo(
  session: string,
  file: File,
  processor: string,
  bar: VideoBar,
  signal: AbortSignal,
): Promise<string> {
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
 *
 * @param processor empty: any that is there
 * @returns the new run
 * @throws {AnswerError} what the server refused
 */
export async function runAgain(
  session: string,
  run: string,
  processor: string,
  signal: AbortSignal,
): Promise<string> {
  const started = await start(session, { run, processor: processor || null }, signal);
  // The answer isn't awaited: the session's end removes it just as well.
  fetch(serverUrl(`/api/v1/sessions/${session}/runs/${run}`), { method: "DELETE" }).catch(() => {});
  return started;
}

/** Whether a run left any data. */
export async function hasData(session: string, run: string): Promise<boolean> {
  const query = new URLSearchParams({ run });
  const response = await fetch(serverUrl(`/api/v1/sessions/${session}/data?${query}`)).catch(
    () => {},
  );
  if (!response?.ok) return false;
  const data = await readAnswer(response, isData).catch(() => undefined);
  return data !== undefined && data.bytes > 0;
}

/** @returns the run */
async function start(session: string, task: object, signal: AbortSignal): Promise<string> {
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
  return (await readAnswer(response, isRun)).run;
}

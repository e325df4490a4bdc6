/** Sends an input and gets its call. XMLHttpRequest, because fetch reports no progress. */
import type { CallJson } from "../../wire/mod.ts";
import { AnswerError } from "../server/answer_error.ts";
import { isCall } from "../server/api_shapes.ts";
import { refusal } from "../server/proxy.ts";
import { parseAnswer } from "../server/read_answer.ts";

/**
 * @param url of the session's calls, with what is to be called and how
 * @param options onSent gets the share that has been sent, 0 to 1
 * @throws {AnswerError}
 */
export function sendCall(
  url: string,
  body: Blob,
  { signal, onSent }: { signal: AbortSignal; onSent: (share: number) => void },
): Promise<CallJson> {
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open("POST", url);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable && event.total > 0) onSent(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const { status, responseText } = request;
      if (status !== 201) return reject(refusal(status, responseText, body.size));
      try {
        resolve(parseAnswer(status, responseText, isCall));
      } catch (error) {
        reject(error);
      }
    });
    request.addEventListener("error", () => reject(new AnswerError(0, "")));
    signal.addEventListener("abort", () => {
      request.abort();
      reject(signal.reason);
    }, { once: true });
    request.send(body);
  });
}

/** Sends a file, and reports the share that has been sent. XMLHttpRequest, because fetch reports no progress. */
import type { Guard } from "../base/shape.ts";
import { AnswerError } from "./answer_error.ts";
import { refusal } from "./proxy.ts";
import { parseAnswer } from "./read_answer.ts";

export interface Posting<T> {
  guard: Guard<T>;
  /** What the file is sent as; left out: its own type. */
  type?: string;
  signal: AbortSignal;
  /** Gets the share that has been sent, 0 to 1. */
  onSent: (share: number) => void;
}

/** @throws {AnswerError} */
export function postBlob<T>(
  url: string,
  blob: Blob,
  { guard, type, signal, onSent }: Posting<T>,
): Promise<T> {
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open("POST", url);
    request.setRequestHeader("accept", "application/json");
    if (type !== undefined) request.setRequestHeader("content-type", type);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable && event.total > 0) onSent(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const { status, responseText } = request;
      if (status < 200 || status > 299) return reject(refusal(status, responseText, blob.size));
      try {
        resolve(parseAnswer(status, responseText, guard));
      } catch (error) {
        reject(error);
      }
    });
    request.addEventListener("error", () => reject(new AnswerError(0, "")));
    signal.addEventListener("abort", () => {
      request.abort();
      reject(signal.reason);
    }, { once: true });
    request.send(blob);
  });
}

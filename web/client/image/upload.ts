/** Sends a picture and waits for its result. XMLHttpRequest, because fetch reports no progress. */
import type { ImageJson } from "../../wire/mod.ts";
import { AnswerError } from "../server/answer_error.ts";
import { isImage } from "../server/api_shapes.ts";
import { parseAnswer } from "../server/read_answer.ts";
import { refusal } from "../server/proxy.ts";
import { serverUrl } from "../base/url.ts";

/**
 * @param options `processor` empty: any that is there
 * @returns the answer of POST …/images
 * @throws {AnswerError}
 */
export function uploadImage(
  session: string,
  picture: Blob,
  { processor, signal, onSent }: {
    processor: string;
    signal: AbortSignal;
    onSent: (share: number) => void;
  },
): Promise<ImageJson> {
  const query = new URLSearchParams(processor ? { processor } : {});
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open("POST", serverUrl(`/api/v1/sessions/${session}/images?${query}`));
    request.setRequestHeader("accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onSent(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const { status, responseText } = request;
      if (status !== 200) return reject(refusal(status, responseText, picture.size));
      try {
        resolve(parseAnswer(status, responseText, isImage));
      } catch (error) {
        reject(error);
      }
    });
    request.addEventListener("error", () => reject(new AnswerError(0, "")));
    signal.addEventListener("abort", () => {
      request.abort();
      reject(signal.reason);
    });
    request.send(picture);
  });
}

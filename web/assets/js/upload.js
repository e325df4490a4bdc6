/** Sends a picture and waits for its result. XMLHttpRequest, because fetch tells no progress. */

/** An answer that is no result. */
export class AnswerError extends Error {
  /**
   * @param {number} status HTTP status; 0: no answer at all
   * @param {string} message the box's own sentence, in English
   * @param {string} code of the error, e.g. `UNAVAILABLE`
   */
  constructor(status, message, code = "") {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * @param {string} session
 * @param {Blob} picture
 * @param {{processor: string, signal: AbortSignal, onSent: (share: number) => void}} options
 * `processor` empty: whoever is there
 * @returns {Promise<any>} the answer of POST …/images
 * @throws {AnswerError}
 */
export function uploadImage(session, picture, { processor, signal, onSent }) {
  const query = new URLSearchParams(processor ? { processor } : {});
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.open("POST", `/api/v1/sessions/${session}/images?${query}`);
    request.setRequestHeader("accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onSent(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      if (request.status === 200) resolve(request.response);
      else {
        const { message = "", code = "" } = request.response?.error ?? {};
        reject(new AnswerError(request.status, message, code));
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

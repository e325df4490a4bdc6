import { errorSentence } from "./server_text.js";

/** An answer that is no result. Its message is in the page's language, unless `isEnglish`. */
export class AnswerError extends Error {
  /**
   * @param {number} status HTTP status; 0: no answer at all
   * @param {string} message for the user
   * @param {{code?: string, isEnglish?: boolean}} [of] code of the error, e.g. `UNAVAILABLE`; the server's own words
   */
  constructor(status, message, { code = "", isEnglish = false } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.isEnglish = isEnglish;
  }

  /**
   * An error as the server sends it.
   * @param {number} status
   * @param {import("./server_text.js").ErrorJson} error
   */
  static of(status, error) {
    const { text, isEnglish } = errorSentence(error);
    return new AnswerError(status, text, { code: error.code, isEnglish });
  }
}

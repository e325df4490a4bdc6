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

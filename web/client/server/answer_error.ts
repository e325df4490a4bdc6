import type { ErrorJson } from "../../wire/mod.ts";
import { errorSentence } from "./server_text.ts";

/** An answer that is no result. Its message is in the page's language, unless `isEnglish`. */
export class AnswerError extends Error {
  status: number;
  code: string;
  isEnglish: boolean;
  /**
   * @param status HTTP status; 0: no answer at all
   * @param message for the user
   * @param of code of the error, e.g. `UNAVAILABLE`; the server's own words
   */
  constructor(
    status: number,
    message: string,
    { code = "", isEnglish = false }: { code?: string; isEnglish?: boolean } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.isEnglish = isEnglish;
  }

  /** An error as the server sends it. */
  static of(status: number, error: ErrorJson): AnswerError {
    const { text, isEnglish } = errorSentence(error);
    return new AnswerError(status, text, { code: error.code, isEnglish });
  }
}

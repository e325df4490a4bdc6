import type { ErrorJson } from "../../wire/mod.ts";
import { foreign, type Sentence, type SentenceLike, sentenceOf } from "../base/sentence.ts";
import { errorSentence } from "./server_text.ts";

/** An answer that is no result. */
export class AnswerError extends Error {
  status: number;
  /** For the user; the message without its language. */
  sentence: Sentence;
  code: string;

  /**
   * @param status HTTP status; 0: no answer at all
   * @param code of the error, e.g. `UNAVAILABLE`
   */
  constructor(status: number, shown: SentenceLike, code: string = "") {
    const sentence = sentenceOf(shown);
    super(sentence.text);
    this.status = status;
    this.sentence = sentence;
    this.code = code;
  }

  /** An error as the server sends it. */
  static of(status: number, error: ErrorJson): AnswerError {
    return new AnswerError(status, errorSentence(error), error.code);
  }
}

/**
 * What a user should read of anything caught.
 *
 * @param otherwise where it has no words
 */
export function sentenceIn(error: unknown, otherwise: SentenceLike = ""): SentenceLike {
  if (!(error instanceof Error) || error.message === "") return otherwise;
  return error instanceof AnswerError ? error.sentence : foreign(error.message);
}

/**
 * Who reads answers and files: large ones take long, which a server may want to have done in another thread.
 *
 * @module
 */
import { decodeAnswer, readFile } from "./decode_answer.ts";
import type { Answer, Reading } from "./reading.ts";

/** See the module. Both take the bytes over: their caller must not use them any more. */
export interface AnswerReader {
  /** As `decodeAnswer`. */
  decode(body: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Answer>;
  /** As `readFile`. */
  read(bytes: Uint8Array<ArrayBuffer>, signal: AbortSignal): Promise<Reading>;
}

/** Reads at once, in the caller's thread. */
export const DIRECT_READER: AnswerReader = {
  decode: (body) => Promise.resolve(decodeAnswer(body)),
  read: (bytes) => Promise.resolve(readFile(bytes)),
};

/** Answers for tests, as the supervisor of a service's container writes them. */
import { type Answer, decodeAnswer } from "./mod.ts";

const utf8 = new TextEncoder();

/** A line of the supervisor. */
export const LOG_LINE = "2026-11-29 20:32:10,586 - supervisor - INFO - Creating response";

/** The bytes of a text. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return utf8.encode(text);
}

/** What a file comes back as. */
export function encoded(file: string | Uint8Array): string {
  return `${(typeof file === "string" ? bytesOf(file) : file).toBase64()}\n`;
}

/** Decodes a text. */
export function decode(text: string): Answer {
  return decodeAnswer(bytesOf(text));
}

/** Short form of an answer's reading: its kind, and its text, value or media type. */
export function shown({ reading }: Pick<Answer, "reading">): unknown[] {
  switch (reading.kind) {
    case "empty":
      return ["empty"];
    case "bytes":
      return ["bytes", reading.mediaType];
    case "data":
      return ["data", reading.value];
    case "text":
      return ["text", reading.text];
  }
}

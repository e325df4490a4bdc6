/**
 * Decodes what a synchronous call answers. The supervisor answers base64 of a file or of a zip, after its own log where
 * the service's log level isn't CRITICAL, or what the script printed; the answer's Content-Type means nothing.
 *
 * @module
 */
import { type Base64Run, base64Runs, decodeBase64, decodeRun } from "./base64_run.ts";
import { lastData, wholeData } from "./data_in_text.ts";
import { mediaTypeOf } from "./media_type.ts";
import { plainText } from "./plain_text.ts";
import { type Answer, bytesReading, dataReading, type Reading, textReading } from "./reading.ts";
import { withoutSupervisorLog } from "./supervisor_log.ts";

/** Longer text that decodes to text is base64 without doubt. */
const MAX_DOUBTFUL_LENGTH = 1024;
/** Shorter base64 of bytes that aren't known is a text. */
const MIN_UNKNOWN_LENGTH = 64;
/** Shorter text is no base64 that users want to have decoded. */
const MIN_OFFERED_LENGTH = 32;

/** Words and numbers: base64 of a text looks otherwise. */
const WORD = /^([a-z]{1,24}|[A-Z]{1,24}|[A-Z][a-z]{1,23}|\d{1,24})$/;
/** Digests, numbers, and letters of one case, as sequences are. */
const PLAIN_CODE = /^([\da-f]+|[\dA-F]+|[a-z]+|[A-Z]+)$/;

const TRACEBACK = /^Traceback \(most recent call last\):/m;

/** Decodes an answer; see the module. Its time and memory grow with the answer's length alone. */
export function decodeAnswer(body: Uint8Array<ArrayBuffer>): Answer {
  // A container without the supervisor may answer a file as it is.
  if (mediaTypeOf(body) && plainText(body) === undefined) return answerOf(bytesReading(body), "");
  const { log, rest } = withoutSupervisorLog(body);
  const file = dataUrl(rest) ?? base64(rest);
  if (file !== undefined) return { ...file, log: joined(log, file.log) };
  return printed(rest, log);
}

/** Reads a file that a service has left in storage. */
export function readFile(bytes: Uint8Array<ArrayBuffer>): Reading {
  return fileReading(bytes) ?? bytesReading(bytes);
}

function answerOf(reading: Reading, log: string, other?: Reading): Answer {
  return { reading, log, other, isFailure: false };
}

/** `data:image/png;base64,…`, alone or on the last line. */
function dataUrl(rest: Uint8Array<ArrayBuffer>): Answer | undefined {
  let end = rest.length;
  while (end > 0 && rest[end - 1]! <= 0x20) end--;
  let start = 0;
  while (start < end && rest[start]! <= 0x20) start++;
  for (const from of new Set([start, rest.lastIndexOf(0x0a, end - 1) + 1])) {
    const head = new TextDecoder().decode(rest.subarray(from, from + 200));
    const match = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w-]+="?[\w.-]+"?)*;base64,/i.exec(head);
    const payload = match && rest.subarray(from + match[0].length, end);
    const bytes = payload && decodeBase64(new TextDecoder().decode(payload));
    if (!match || !bytes) continue;
    const log = new TextDecoder().decode(rest.subarray(0, from)).trim();
    const reading = fileReading(bytes) ?? bytesReading(bytes, match[1]?.toLowerCase());
    return answerOf(reading, log);
  }
  return undefined;
}

/** The last run of base64 that is a file; `undefined` where the answer is text. */
function base64(rest: Uint8Array<ArrayBuffer>): Answer | undefined {
  let isLast = true;
  for (const run of base64Runs(rest)) {
    const bytes = decodeRun(rest, run);
    const known = bytes && mediaTypeOf(bytes) ? bytesReading(bytes) : undefined;
    const answer = bytes && isLast && !known
      ? doubtful(rest, run, bytes)
      : known && answerOf(known, around(rest, run));
    if (answer) return answer;
    isLast = false;
  }
  return undefined;
}

/** Base64 of text, or of bytes that have no signature. */
function doubtful(
  rest: Uint8Array<ArrayBuffer>,
  run: Base64Run,
  bytes: Uint8Array<ArrayBuffer>,
): Answer | undefined {
  const log = around(rest, run);
  const encoded = new TextDecoder().decode(rest.subarray(run.start, run.end));
  const text = () => printed(rest, "");
  const decoded = fileReading(bytes);
  if (decoded !== undefined) {
    if (WORD.test(encoded)) return log === "" ? { ...text(), other: decoded } : undefined;
    // Words that decode to text are many, such that decode to data are none.
    const isDoubtful = decoded.kind === "text" && rest.length <= MAX_DOUBTFUL_LENGTH;
    const other = isDoubtful ? text().reading : undefined;
    return answerOf(decoded, log, other);
  }
  if (log !== "") return undefined;
  if (encoded.length >= MIN_UNKNOWN_LENGTH && !PLAIN_CODE.test(encoded)) {
    const isShort = encoded.length <= MAX_DOUBTFUL_LENGTH;
    return answerOf(bytesReading(bytes), log, isShort ? textReading(encoded) : undefined);
  }
  if (encoded.length < MIN_OFFERED_LENGTH) return undefined;
  return answerOf(textReading(encoded), log, bytesReading(bytes));
}

/** A file that is text: data where it is data alone. `undefined` for other bytes. */
function fileReading(bytes: Uint8Array<ArrayBuffer>): Reading | undefined {
  const text = mediaTypeOf(bytes) ? undefined : plainText(bytes);
  if (text === undefined) return undefined;
  const value = wholeData(text);
  return value === undefined ? textReading(text, bytes) : dataReading(value, text, bytes);
}

/** What a script printed; the supervisor adds a line break. */
function printed(rest: Uint8Array, log: string): Answer {
  const text = new TextDecoder().decode(rest).replace(/\r?\n$/, "");
  if (text.trim() === "") return answerOf({ kind: "empty" }, log);
  const whole = wholeData(text);
  if (whole !== undefined) return answerOf(dataReading(whole, text.trim()), log);
  const plain = textReading(text);
  const traceback = text.search(TRACEBACK);
  const data = lastData(text);
  // Data that was printed before a script failed is no result.
  if (
    traceback >= 0 && (data === undefined || data.start < traceback || isPartOf(text, traceback))
  ) {
    return { ...answerOf(plain, log), isFailure: true };
  }
  if (data === undefined) return answerOf(plain, log);
  const { value, start, end } = data;
  const reading = dataReading(value, text.slice(start, end));
  const around = joined(text.slice(0, start).trim(), text.slice(end).trim());
  return answerOf(reading, joined(log, around), plain);
}

/** Whether what follows a traceback's header up to the end is the traceback itself: its last line names the error. */
function isPartOf(text: string, traceback: number): boolean {
  const last = text.trimEnd().split("\n").at(-1) ?? "";
  return text.slice(traceback).length < 100_000 &&
    /^[A-Za-z_][\w.]*(Error|Exception|Exit|Interrupt)\b/.test(last);
}

function around(rest: Uint8Array, { start, end }: Base64Run): string {
  const decoder = new TextDecoder();
  return joined(
    decoder.decode(rest.subarray(0, start)).trim(),
    decoder.decode(rest.subarray(end)).trim(),
  );
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n");
}

/**
 * The lines of OSCAR's supervisor that stand in an answer where a service's log level isn't CRITICAL.
 *
 * @module
 */
import { Buffer } from "node:buffer";

const MARK_TEXT = " - supervisor - ";
const MARK = Buffer.from(MARK_TEXT);
const LINE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} - supervisor - [A-Z]+ - $/;
/** Length of `2026-11-29 20:32:10,586`. */
const TIME_BYTES = 23;
/** Of the longest level, with what follows. */
const LEVEL_BYTES = 16;
const EVENT = "DEBUG - EVENT received: ";
/** Longer lines of the log are cut. */
const MAX_LINE_BYTES = 2000;
const LINE_FEED = 0x0a;

/** An answer's two parts. */
export interface LogAndRest {
  /** Lines of the supervisor, each with the blank line after it. */
  readonly log: string;
  readonly rest: Uint8Array<ArrayBuffer>;
}

/** Takes the supervisor's lines off; what is left is not copied where it is in one piece. */
export function withoutSupervisorLog(body: Uint8Array<ArrayBuffer>): LogAndRest {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  // A search in a text is many times as fast.
  if (!bytes.toString("latin1").includes(MARK_TEXT)) return { log: "", rest: body };
  const kept: Uint8Array<ArrayBuffer>[] = [];
  const log: string[] = [];
  let end = 0;
  for (let line = nextLine(bytes, 0); line !== undefined; line = nextLine(bytes, end)) {
    if (line.start > end) kept.push(body.subarray(end, line.start));
    end = endOf(bytes, line);
    log.push(shortened(bytes, line.start, end));
  }
  if (log.length === 0) return { log: "", rest: body };
  if (end < body.length) kept.push(body.subarray(end));
  const [only = body.subarray(0, 0), ...others] = kept;
  const rest = others.length === 0 ? only : new Uint8Array(Buffer.concat(kept));
  return { log: log.join("").trimEnd(), rest };
}

interface LogLine {
  readonly start: number;
  /** After the mark, where the level stands. */
  readonly level: number;
}

function nextLine(bytes: Buffer, from: number): LogLine | undefined {
  for (let mark = bytes.indexOf(MARK, from); mark >= 0; mark = bytes.indexOf(MARK, mark + 1)) {
    const start = mark - TIME_BYTES;
    if (start < from || start > 0 && bytes[start - 1] !== LINE_FEED) continue;
    const level = mark + MARK.length;
    const head = bytes.toString("latin1", start, level + LEVEL_BYTES);
    const levelEnd = head.indexOf(" - ", level - start) + 3;
    if (LINE.test(head.slice(0, levelEnd))) return { start, level };
  }
  return undefined;
}

/** Its end, with a blank line after it. */
function endOf(bytes: Buffer, { level }: LogLine): number {
  const end = afterLine(bytes, level);
  // The input as it was sent; it may have line breaks.
  const isEvent = bytes.toString("latin1", level, level + EVENT.length) === EVENT;
  if (isEvent) return nextLine(bytes, end)?.start ?? end;
  const next = afterLine(bytes, end);
  const isBlank = /^[ \t\r]*\n$/.test(bytes.toString("latin1", end, Math.min(next, end + 100)));
  return isBlank ? next : end;
}

function afterLine(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(LINE_FEED, at);
  return end < 0 ? bytes.length : end + 1;
}

/** At DEBUG the supervisor logs the whole input. */
function shortened(bytes: Buffer, start: number, end: number): string {
  if (end - start <= MAX_LINE_BYTES) return bytes.toString("utf8", start, end);
  return `${bytes.toString("utf8", start, start + MAX_LINE_BYTES)} …\n`;
}

/**
 * The lines of OSCAR's supervisor that stand in an answer where a service's log level isn't CRITICAL.
 *
 * @module
 */
import { Buffer } from "node:buffer";

const MARK = Buffer.from(" - supervisor - ");
const LINE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} - supervisor - [A-Z]+ - $/;
/** Length of `2026-11-29 20:32:10,586`. */
const TIME_BYTES = 23;
/** Of the longest level, with what follows. */
const LEVEL_BYTES = 16;
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
  const kept: Uint8Array<ArrayBuffer>[] = [];
  const log: string[] = [];
  let end = 0;
  for (
    let mark = bytes.indexOf(MARK);
    mark >= 0;
    mark = bytes.indexOf(MARK, Math.max(end, mark + 1))
  ) {
    const start = mark - TIME_BYTES;
    if (start < end || start > 0 && bytes[start - 1] !== LINE_FEED) continue;
    const head = bytes.toString("latin1", start, mark + MARK.length + LEVEL_BYTES);
    if (!LINE.test(head.slice(0, head.indexOf(" - ", TIME_BYTES + MARK.length) + 3))) continue;
    if (start > end) kept.push(body.subarray(end, start));
    end = afterBlankLine(bytes, afterLine(bytes, mark));
    log.push(bytes.toString("utf8", start, end));
  }
  if (log.length === 0) return { log: "", rest: body };
  if (end < body.length) kept.push(body.subarray(end));
  const [only = body.subarray(0, 0), ...others] = kept;
  const rest = others.length === 0 ? only : new Uint8Array(Buffer.concat(kept));
  return { log: log.join("").trimEnd(), rest };
}

function afterLine(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(LINE_FEED, at);
  return end < 0 ? bytes.length : end + 1;
}

function afterBlankLine(bytes: Buffer, at: number): number {
  const end = afterLine(bytes, at);
  return /^[ \t\r]*\n$/.test(bytes.toString("latin1", at, Math.min(end, at + 100))) ? end : at;
}

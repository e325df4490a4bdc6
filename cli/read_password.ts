/** Asks for a password. */
import { FrameboxError } from "../base/errors/mod.ts";

/** More is no password. */
const MAX_BYTES = 4096;

const ENTER = 10;
const RETURN = 13;
const INTERRUPT = 3;
const END = 4;
const BACKSPACE = [8, 127];

/** Where a password comes from. */
export interface PasswordSource {
  isTerminal(): boolean;
  setRaw(isRaw: boolean): void;
  readSync(bytes: Uint8Array): number | null;
}

/**
 * Reads one line: from a terminal without showing it, else as it comes.
 *
 * @param ask shows the question; only on a terminal
 * @throws {FrameboxError} `CANCELLED` for Ctrl+C; `INVALID_ARGUMENT` for a line that is too long
 */
export function readPassword(from: PasswordSource, ask: (isAsked: boolean) => void): string {
  const isTerminal = from.isTerminal();
  if (isTerminal) {
    ask(true);
    from.setRaw(true);
  }
  try {
    return new TextDecoder().decode(lineOf(from, isTerminal));
  } finally {
    if (isTerminal) {
      from.setRaw(false);
      ask(false);
    }
  }
}

function lineOf(from: PasswordSource, isTerminal: boolean): Uint8Array {
  const line: number[] = [];
  const byte = new Uint8Array(1);
  // One byte at a time: what follows the line isn't this program's.
  while (from.readSync(byte) !== null) {
    const [code = 0] = byte;
    if (code === ENTER || code === RETURN || isTerminal && code === END) break;
    if (isTerminal && code === INTERRUPT) {
      throw new FrameboxError("CANCELLED", "No password was given.");
    }
    if (isTerminal && BACKSPACE.includes(code)) {
      // A character of UTF-8 ends with its first byte, from here.
      while ((line.pop() ?? 0) >> 6 === 2);
    } else line.push(code);
    if (line.length > MAX_BYTES) {
      throw new FrameboxError("INVALID_ARGUMENT", "The password is too long.");
    }
  }
  return new Uint8Array(line);
}

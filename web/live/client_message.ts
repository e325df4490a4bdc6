/**
 * Reads what a client sends over the live socket besides frames.
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import type { ClientMessage } from "../wire/mod.ts";

/** Characters of a client's text message; the longest sensible one has under 100. */
const MAX_TEXT = 4096;

/** Credit that a client may hold; more means nothing. */
export const MAX_CREDIT = 1_000_000;

/**
 * Reads a client's text message.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` when it is none of those above
 */
export function readClientMessage(text: string): ClientMessage {
  const message: unknown = text.length <= MAX_TEXT ? parsed(text) : undefined;
  if (typeof message === "object" && message !== null && "type" in message) {
    if (message.type === "reset" || message.type === "finish") return { type: message.type };
    if (message.type === "credit" && "frames" in message && isCredit(message.frames)) {
      return { type: "credit", frames: message.frames };
    }
    const { type } = message;
    if (
      (type === "cancel" || type === "watch" || type === "unwatch") && "run" in message &&
      typeof message.run === "string"
    ) {
      return { type, run: message.run };
    }
    if (
      (type === "watch" || type === "unwatch") && "stream" in message &&
      typeof message.stream === "string"
    ) {
      return { type, stream: message.stream };
    }
    if (type === "streams" && "tell" in message && typeof message.tell === "boolean") {
      return { type, tell: message.tell };
    }
    if (
      message.type === "processor" && "processor" in message &&
      typeof message.processor === "string"
    ) {
      return { type: "processor", processor: message.processor };
    }
  }
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    'A text message is {"type": "credit", "frames": 1 or more}, {"type": "reset"}, ' +
      '{"type": "finish"}, {"type": "cancel", "run": id}, {"type": "watch", "run": id}, ' +
      '{"type": "unwatch", "run": id}, the same with "stream": id, ' +
      '{"type": "streams", "tell": true or false} or {"type": "processor", "processor": name}; ' +
      "frames are binary messages.",
  );
}

/** Whether it is a number of frames. */
export function isCredit(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= MAX_CREDIT;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Messages of the live socket as they come. */
import type { ResultMessage, ServerMessage, StatusMessage } from "../../wire/mod.ts";
import { parsed, shaped } from "../base/shape.ts";

const isTyped = shaped<{ type: string }>({ type: "string" });
const isStatus = shaped<StatusMessage>({ event: "string" });
const isResult = shaped<ResultMessage>({
  ...{ frame: "number", seq: "number", width: "number", height: "number" },
});

/**
 * Reads a text message.
 *
 * @returns undefined: a server of another version sends others, which are passed over
 */
export function messageIn(data: string): ServerMessage | undefined {
  const message = parsed(data);
  if (!isTyped(message)) return undefined;
  const isKnown = message.type === "status"
    ? isStatus
    : message.type === "result"
    ? isResult
    : none;
  return isKnown(message) ? message : undefined;
}

function none(_message: unknown): _message is never {
  return false;
}

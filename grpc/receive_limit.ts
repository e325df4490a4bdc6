/**
 * How large a message the caller of `submit` takes. gRPC clients refuse more than 4 MB unless they are
 * told otherwise, and many end at the first message that is larger; nothing on the wire says what a
 * client takes, so those that take more say it.
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";
import type { LimitOwner } from "../hub/mod.ts";
import { LEAST_MAX_BYTES } from "./submit_message.ts";

/** The metadata by which a caller says how many bytes it takes: -1 for any number. */
export const MAX_RECEIVE_BYTES = "max-receive-bytes";

/** What is given to callers that have said nothing: a little under gRPC's own 4 MiB. */
export const DEFAULT_RECEIVE_BYTES = 4_000_000;

/** `auto`: as the caller says, else 4,000,000. A number: that for all. 0: no bound for anybody. */
export type SubmitMaxBytes = "auto" | number;

/** A bound on a message. */
export interface ReceiveLimit {
  /** In bytes; Infinity: none. */
  readonly bytes: number;
  /** Who sets it. */
  readonly by: LimitOwner;
}

/**
 * The bound on the messages of one call.
 *
 * @param said the caller's {@linkcode MAX_RECEIVE_BYTES}
 * @param maxMessageBytes the largest message that the server sends
 * @throws {FrameboxError} `INVALID_ARGUMENT` when what the caller says is no such number
 */
export function receiveLimit(
  setting: SubmitMaxBytes,
  said: string | undefined,
  maxMessageBytes: number,
): ReceiveLimit {
  if (setting === 0) return { bytes: Infinity, by: "setting" };
  const limit = setting === "auto" ? limitOf(said) : { bytes: setting, by: "setting" } as const;
  return limit.bytes <= maxMessageBytes ? limit : { bytes: maxMessageBytes, by: "message" };
}

function limitOf(said: string | undefined): ReceiveLimit {
  if (said === undefined) return { bytes: DEFAULT_RECEIVE_BYTES, by: "default" };
  const text = said.trim();
  const bytes = text === "-1" ? Infinity : /^\d{1,20}$/.test(text) ? Number(text) : 0;
  if (bytes >= LEAST_MAX_BYTES) return { bytes, by: "worker" };
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    `${MAX_RECEIVE_BYTES} is '${text.slice(0, 40)}'; it should be -1 for no limit, or a whole ` +
      `number of bytes, ${LEAST_MAX_BYTES} or more.`,
  );
}

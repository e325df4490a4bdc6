/**
 * How large a message the caller of `submit` takes. gRPC clients refuse more than 4 MB by default, and many
 * end at the first larger message. Nothing on the wire carries a client's limit, so a client that takes more
 * declares it in metadata.
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";
import type { LimitOwner } from "../hub/mod.ts";
import { MIN_MAX_BYTES } from "./submit_message.ts";

/** The metadata by which a caller declares its limit in bytes: -1 for none. */
export const MAX_RECEIVE_BYTES = "max-receive-bytes";

/** The limit of callers that declare none: a little under gRPC's own 4 MiB. */
export const DEFAULT_RECEIVE_BYTES = 4_000_000;

/** `auto`: as the caller declares, else 4,000,000. A number: that for all. 0: no bound. */
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
 * @param declared the caller's {@linkcode MAX_RECEIVE_BYTES}
 * @param maxMessageBytes the largest message that the server sends
 * @throws {FrameboxError} `INVALID_ARGUMENT` when what the caller declares is no such number
 */
export function receiveLimit(
  setting: SubmitMaxBytes,
  declared: string | undefined,
  maxMessageBytes: number,
): ReceiveLimit {
  if (setting === 0) return { bytes: Infinity, by: "setting" };
  const limit = setting === "auto" ? limitOf(declared) : { bytes: setting, by: "setting" } as const;
  return limit.bytes <= maxMessageBytes ? limit : { bytes: maxMessageBytes, by: "message" };
}

function limitOf(declared: string | undefined): ReceiveLimit {
  if (declared === undefined) return { bytes: DEFAULT_RECEIVE_BYTES, by: "default" };
  const text = declared.trim();
  const bytes = text === "-1" ? Infinity : /^\d{1,20}$/.test(text) ? Number(text) : 0;
  if (bytes >= MIN_MAX_BYTES) return { bytes, by: "worker" };
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    `${MAX_RECEIVE_BYTES} is '${text.slice(0, 40)}'; it should be -1 for no limit, or a whole ` +
      `number of bytes, ${MIN_MAX_BYTES} or more.`,
  );
}

/**
 * What each message of a live socket needs. The socket itself was opened by a caller with access to its session;
 * some messages reach beyond that session.
 *
 * @module
 */
import type { Access } from "../../auth/mod.ts";
import type { ClientMessage } from "../wire/mod.ts";

/** `watch` and `unwatch` name a run of the session or an ingest stream, which is of no session. */
type Kind = ClientMessage["type"] | `${"watch" | "unwatch"}-stream`;

const ACCESS: Readonly<Record<Kind, Access>> = {
  credit: "session",
  processor: "session",
  finish: "session",
  reset: "session",
  cancel: "session",
  watch: "session",
  unwatch: "session",
  streams: "operator",
  "watch-stream": "operator",
  // It ends what this socket has begun, and gives nothing of the stream.
  "unwatch-stream": "session",
};

/** What the caller of a message's socket must be. */
export function accessOf(message: ClientMessage): Access {
  return ACCESS["stream" in message ? `${message.type}-stream` as const : message.type];
}

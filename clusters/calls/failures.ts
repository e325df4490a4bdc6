/**
 * Why a call can't be made or has ended, in one sentence each.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";

/** The call is not in its session. */
export function noSuchCall(): FrameboxError {
  return new FrameboxError(
    "NOT_FOUND",
    "There is no such call in this session; of many calls the oldest go first (settings RESULT_HISTORY and " +
      "SESSION_QUOTA_MB).",
    undefined,
    because("no-such-call"),
  );
}

/** There is no room for a call's files. */
export function noRoomForCalls(): FrameboxError {
  return new FrameboxError(
    "RESOURCE_EXHAUSTED",
    "There is no more room on disk for this session's calls; remove calls that are done, then try again (settings " +
      "SESSION_QUOTA_MB and TOTAL_QUOTA_MB).",
    undefined,
    because("no-room-for-calls"),
  );
}

/** framebox stops. */
export function serverStops(): FrameboxError {
  return new FrameboxError(
    "UNAVAILABLE",
    "framebox is stopping; call the service again when it is back.",
    undefined,
    because("draining"),
  );
}

/** Its session has ended. */
export function sessionEnded(): FrameboxError {
  return new FrameboxError(
    "FAILED_PRECONDITION",
    "The session has ended; open a new one.",
    undefined,
    because("session-ended"),
  );
}

/**
 * Ids as they may stand in a URL. They are matched before anything is looked up by them.
 *
 * @module
 */
import * as v from "valibot";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Hub, Run, Session } from "../../hub/mod.ts";
import { runParam, sessionParam } from "./parameters.ts";

/**
 * The session of that id; its idle time starts again.
 *
 * @throws {FrameboxError} `NOT_FOUND`, also for what can't be an id
 */
export function sessionOf(hub: Pick<Hub, "session">, id: string): Session {
  const session = v.is(sessionParam, id) ? hub.session(id) : undefined;
  if (!session || session.ended.aborted) {
    throw new FrameboxError(
      "NOT_FOUND",
      "There is no such session; it may have ended. The results of a single picture that was sent by " +
        "itself are kept until room is needed for others (setting MAX_SESSIONS).",
      undefined,
      because("session-ended"),
    );
  }
  session.touch();
  return session;
}

/**
 * The run of that id in its session; its last one when no id is given.
 *
 * @throws {FrameboxError} `NOT_FOUND`
 */
export function runOf(session: Session, id: string | undefined): Run {
  const run = id === undefined
    ? session.current
    : v.is(runParam, id)
    ? session.runs.find((run) => run.id === id)
    : undefined;
  if (!run) {
    throw new FrameboxError(
      "NOT_FOUND",
      id === undefined
        ? "Nothing has been started in this session yet."
        : "There is no such run in this session.",
      undefined,
      because("no-such-run"),
    );
  }
  return run;
}

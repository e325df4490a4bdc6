/**
 * Ids as they may stand in a URL. They are matched before anything is looked up by them.
 *
 * @module
 */
import * as v from "valibot";
import { mayUseSession, type Principal } from "../../auth/mod.ts";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Hub, Run, Session } from "../../hub/mod.ts";
import { runParam, sessionParam } from "./parameters.ts";

/** The session of that id, where there is one and it is the caller's: the only way from a request to a session. */
export function findSession(
  hub: Pick<Hub, "session">,
  principal: Principal,
  id: string | undefined,
): Session | undefined {
  const session = v.is(sessionParam, id) ? hub.session(id) : undefined;
  return session && !session.ended.aborted && mayUseSession(principal, session)
    ? session
    : undefined;
}

/**
 * The same; its idle time starts again.
 *
 * @throws {FrameboxError} `NOT_FOUND`, the same for what can't be an id, for one that is not there, and for another
 * caller's
 */
export function sessionOf(
  hub: Pick<Hub, "session">,
  principal: Principal,
  id: string | undefined,
): Session {
  const session = findSession(hub, principal, id);
  if (!session) {
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

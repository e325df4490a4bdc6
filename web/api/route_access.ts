/**
 * What the caller of a route must be. Each definition of a route says it, and it is enforced here alone.
 *
 * @module
 */
import type { Session } from "../../hub/mod.ts";
import type { ProblemStatus } from "./bodies.ts";

/**
 * - `open`: nothing. Health, and what everybody may know of the server.
 * - `user`: somebody who may use the server: start sessions, see cameras and streams. Today that is
 *   everybody whose request comes from the page itself or from a program (`web/security/`).
 * - `session`: somebody who may use the session that the address names. Today that is everybody who
 *   knows its id, which is a secret.
 */
export type RouteAccess = "open" | "user" | "session";

/** How those are refused whom a route doesn't let through. */
export const ACCESS_PROBLEMS: Readonly<Record<RouteAccess, readonly ProblemStatus[]>> = {
  open: [],
  user: [403],
  session: [403, 404],
};

/**
 * Lets a request through.
 *
 * @param request its `session` is the one that the address names; asking for it throws where there is none
 * @throws {FrameboxError} `NOT_FOUND` for a session that is not there: whether it ever was, nobody learns
 */
export function enforceAccess(access: RouteAccess, request: { readonly session: Session }): void {
  if (access === "session") void request.session;
}

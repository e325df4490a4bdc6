/**
 * What a route of the API needs of its caller, and what follows from that for its answers.
 *
 * @module
 */
import type { Access } from "../../auth/mod.ts";
import type { Session } from "../../hub/mod.ts";
import type { ProblemStatus } from "./bodies.ts";

/** Levels of routes; each definition declares one, and `web/security/admitted.ts` enforces it. */
export type RouteAccess = Extract<Access, "open" | "user" | "session" | "operator">;

/** How those are refused whom a route doesn't let through. */
export const ACCESS_PROBLEMS: Readonly<Record<RouteAccess, readonly ProblemStatus[]>> = {
  open: [],
  user: [401, 403],
  session: [401, 403, 404],
  operator: [401, 403],
};

/**
 * Checks that the session of an address is there, for a route of `session`.
 *
 * @param request its `session` is the one that the address names; asking for it throws where there is none
 * @throws {FrameboxError} `NOT_FOUND` for a session that is not there, the same whether it ever was or not
 */
export function checkSession(access: RouteAccess, request: { readonly session: Session }): void {
  if (access === "session") void request.session;
}

/**
 * What a call needs: each route of the API, each method of gRPC and each message of the live
 * socket declares one of these.
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";
import type { Principal, Role } from "./principal.ts";

/**
 * - `open`: nothing. Health, and what every client may know of the server.
 * - `worker`: the workers' token, where one is set. It stands for every caller of gRPC: stream clients of
 *   ImageTest and tools that use reflection show it, too.
 * - `media-graph`: the user and the password of MediaGraphExtension; where none are set, as `worker`.
 * - `user`: one that may use the page and its API: start sessions, see cameras.
 * - `session`: a `user` that may use the session which the address names: its owner, who knows its id, a secret.
 * - `operator`: one that sees what stream clients send, and the figures of all streams.
 */
export const ACCESS_LEVELS = [
  "open",
  "worker",
  "media-graph",
  "user",
  "session",
  "operator",
] as const;

/** One of {@linkcode ACCESS_LEVELS}. */
export type Access = typeof ACCESS_LEVELS[number];

/** The role that a level needs; `undefined`: none. */
export function roleFor(access: Access): Role | undefined {
  if (access === "open") return undefined;
  return access === "session" ? "user" : access;
}

/** Whether a principal has what a level needs. */
export function mayEnter({ roles }: Principal, access: Access): boolean {
  const role = roleFor(access);
  return role === undefined || roles.has(role);
}

/**
 * Refuses a principal that lacks what a level needs, where its call was let through already.
 *
 * @throws {FrameboxError} `PERMISSION_DENIED`
 */
export function requireAccess(principal: Principal, access: Access): void {
  if (!mayEnter(principal, access)) throw lacksRole(access);
}

/** Why a caller is refused that has shown who it is. */
export function lacksRole(access: Access): FrameboxError {
  return new FrameboxError(
    "PERMISSION_DENIED",
    `This call is for callers with the role ${roleFor(access)}.`,
  );
}

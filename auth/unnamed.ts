/**
 * Callers that show nothing. HOST, OPEN and WORKER_TOKEN decide at the start who can reach framebox at all
 * (base/settings/check.ts); a caller that reaches it has the roles that no provider guards.
 *
 * @module
 */
import { isLoopback } from "../base/settings/mod.ts";
import type { Principal, Role } from "./principal.ts";
import type { AuthRequest } from "./request.ts";

const ROLES: readonly Role[] = ["worker", "media-graph", "user", "operator"];

/** @param guarded roles that callers have to show something for */
export function unnamedPrincipal(
  { peerAddress }: AuthRequest,
  guarded: ReadonlySet<Role>,
): Principal {
  // A dual-stack socket shows IPv4 addresses in IPv6's form.
  const address = peerAddress?.replace(/^::ffff:(?=\d+\.)/, "") ?? "";
  return {
    kind: isLoopback(address) ? "local" : "anonymous",
    provider: "none",
    id: "anonymous",
    roles: new Set(ROLES.filter((role) => !guarded.has(role))),
  };
}

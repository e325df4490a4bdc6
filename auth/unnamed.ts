/**
 * Callers that show nothing: the last that is asked who calls, for it knows every caller. HOST, OPEN and WORKER_TOKEN
 * decide at the start whether others than this host's own programs reach framebox at all
 * (base/settings/check.ts); who reaches it has the roles that no provider guards.
 *
 * @module
 */
import { isLoopback } from "../base/settings/mod.ts";
import type { Principal, Role } from "./principal.ts";
import type { AuthRequest } from "./request.ts";

/**
 * Makes the provider of their principals.
 *
 * @param open roles that nothing needs to be shown for
 */
export function unnamedCallers(open: readonly Role[]): (request: AuthRequest) => Principal {
  const roles = new Set(open);
  return ({ peerAddress }) => {
    // A dual-stack socket shows IPv4 addresses in IPv6's form.
    const address = peerAddress?.replace(/^::ffff:(?=\d+\.)/, "") ?? "";
    const kind = isLoopback(address) ? "local" : "anonymous";
    return { kind, provider: "none", id: "anonymous", roles };
  };
}

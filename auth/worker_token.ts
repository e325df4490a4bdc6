/**
 * The token that workers show: metadata `authorization: Bearer …`.
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";
import type { Role } from "./principal.ts";
import type { AuthProvider } from "./provider.ts";
import { sameSecret } from "./same_secret.ts";

const HEADER = "authorization";

/**
 * Knows callers that show the token. The comparison takes the same time whatever is wrong with it.
 *
 * @param token setting `WORKER_TOKEN`
 * @param roles what it gives
 */
export function workerToken(token: string, roles: readonly Role[]): AuthProvider {
  return {
    roles,
    authenticate(request) {
      const shown = request.header(HEADER);
      if (shown === undefined) return undefined;
      const bearer = /^bearer +(.*)$/i.exec(shown.trim())?.[1] ?? "";
      if (!sameSecret(bearer, token)) return undefined;
      return { id: "worker-token", roles: new Set(roles) };
    },
    refusal: (request) =>
      new FrameboxError(
        "UNAUTHENTICATED",
        request.header(HEADER) === undefined
          ? "This server asks for a token: send its WORKER_TOKEN as metadata 'authorization: Bearer …'."
          : "The token in metadata 'authorization' is not this server's WORKER_TOKEN.",
      ),
  };
}

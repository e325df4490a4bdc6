/**
 * The user and the password that clients of MediaGraphExtension show: metadata `x-ms-authentication`, HTTP
 * Basic (RFC 7617).
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";
import type { Role } from "./principal.ts";
import type { AuthProvider } from "./provider.ts";
import { sameSecret } from "./same_secret.ts";

/** Who may send streams. */
export interface Credentials {
  /** What comes before the first colon. */
  readonly username: string;
  /** What comes after it. */
  readonly password: string;
}

/** Where clients put them. */
const HEADER = "x-ms-authentication";

const ROLES: readonly Role[] = ["media-graph"];

/**
 * Knows callers that show the credentials. The comparison takes the same time whatever is wrong with them.
 *
 * @param credentials settings `AVA_USERNAME` and `AVA_PASSWORD`
 */
export function basicCredentials({ username, password }: Credentials): AuthProvider {
  return {
    roles: ROLES,
    authenticate(request) {
      const shown = request.header(HEADER);
      if (shown === undefined) return undefined;
      const pair = decoded(/^basic +(\S*)$/i.exec(shown.trim())?.[1] ?? "");
      if (!sameSecret(pair, `${username}:${password}`)) return undefined;
      return { id: `media-graph:${username}`, roles: new Set(ROLES) };
    },
    refusal: (request) =>
      new FrameboxError(
        "UNAUTHENTICATED",
        request.header(HEADER) === undefined
          ? "This server asks for a user and a password: send them as metadata " +
            "'x-ms-authentication: Basic …', in base64 as user:password."
          : "The user or the password in metadata 'x-ms-authentication' is not this server's.",
      ),
  };
}

/** What is no base64 is no password. */
function decoded(base64: string): Uint8Array {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    return new Uint8Array();
  }
}

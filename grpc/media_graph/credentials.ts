/**
 * The user and password that clients show: metadata `x-ms-authentication`, HTTP Basic (RFC 7617).
 *
 * @module
 */
import { FrameboxError } from "../../base/errors/mod.ts";
import { sameSecret } from "../same_secret.ts";

/** Who may send streams. */
export interface Credentials {
  /** What comes before the first colon. */
  readonly username: string;
  /** What comes after it. */
  readonly password: string;
}

/** Where clients put them. */
export const AUTHENTICATION_KEY = "x-ms-authentication";

/**
 * Checks what a client showed. The comparison takes the same time whatever is wrong with it.
 *
 * @param shown the value of `x-ms-authentication`, if any
 * @throws {FrameboxError} `UNAUTHENTICATED` unless it is `Basic` and these credentials
 */
export function checkBasic({ username, password }: Credentials, shown: string | undefined): void {
  if (shown === undefined) {
    throw new FrameboxError(
      "UNAUTHENTICATED",
      "This server asks for a user and a password: send them as metadata " +
        "'x-ms-authentication: Basic …', in base64 as user:password.",
    );
  }
  const pair = decoded(/^basic +(\S*)$/i.exec(shown.trim())?.[1] ?? "");
  if (!sameSecret(pair, `${username}:${password}`)) {
    throw new FrameboxError(
      "UNAUTHENTICATED",
      "The user or the password in metadata 'x-ms-authentication' is not this server's.",
    );
  }
}

/** What is no base64 is nobody's password. */
function decoded(base64: string): Uint8Array {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    return new Uint8Array();
  }
}

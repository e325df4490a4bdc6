/**
 * The token that workers show: metadata `authorization: Bearer …`.
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";
import { sameSecret } from "./same_secret.ts";

/**
 * Checks what a caller showed. The comparison takes the same time whatever is wrong with it.
 *
 * @param shown the value of `authorization`, if any
 * @throws {FrameboxError} `UNAUTHENTICATED` unless it is `Bearer` and the token
 */
export function checkToken(expected: string, shown: string | undefined): void {
  if (shown === undefined) {
    throw new FrameboxError(
      "UNAUTHENTICATED",
      "This server asks for a token: send its WORKER_TOKEN as metadata 'authorization: Bearer …'.",
    );
  }
  const token = /^bearer +(.*)$/i.exec(shown.trim())?.[1] ?? "";
  if (!sameSecret(token, expected)) {
    throw new FrameboxError(
      "UNAUTHENTICATED",
      "The token in metadata 'authorization' is not this server's WORKER_TOKEN.",
    );
  }
}

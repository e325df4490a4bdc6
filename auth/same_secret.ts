/**
 * Secrets that callers show.
 *
 * @module
 */
import { createHash, timingSafeEqual } from "node:crypto";

/** Whether both are the same; it takes the same time whatever differs, their length included. */
export function sameSecret(shown: string | Uint8Array, expected: string | Uint8Array): boolean {
  return timingSafeEqual(digest(shown), digest(expected));
}

function digest(secret: string | Uint8Array): Uint8Array {
  return createHash("sha256").update(secret).digest();
}

/**
 * Whose sessions a caller may use.
 *
 * @module
 */
import type { Principal } from "./principal.ts";

/**
 * Whether a session is the caller's own. Its id is a secret besides: a caller needs both. No role stands above
 * this rule, `operator` neither: it sees streams and their figures, and no user's pictures.
 *
 * @param session its `owner` is the id of the principal that opened it
 */
export function mayUseSession(
  { id }: Principal,
  { owner }: { readonly owner: string },
): boolean {
  return owner === id;
}

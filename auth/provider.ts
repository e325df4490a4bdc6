/**
 * A way by which callers show who they are.
 *
 * @module
 */
import type { FrameboxError } from "../base/errors/mod.ts";
import type { Principal, Role } from "./principal.ts";
import type { AuthRequest } from "./request.ts";

/** See the module. */
export interface AuthProvider {
  /** The roles that it guards: callers that show nothing do not have these. */
  readonly roles: readonly Role[];
  /**
   * Who calls.
   *
   * @returns `undefined` when the caller shows nothing of this kind, or what is wrong
   */
  authenticate(request: AuthRequest): Principal | undefined;
  /** Why a caller that needs one of {@linkcode roles} is refused: what it should show. */
  refusal(request: AuthRequest): FrameboxError;
}

/**
 * Finds out who calls, and whether that is enough.
 *
 * @module
 */
import { type Access, lacksRole, mayEnter, roleFor } from "./access.ts";
import type { Principal } from "./principal.ts";
import type { AuthProvider } from "./provider.ts";
import type { AuthRequest } from "./request.ts";
import { unnamedPrincipal } from "./unnamed.ts";

/** See the module. */
export class Authenticator {
  readonly #providers: readonly AuthProvider[];

  /**
   * Asks these providers.
   *
   * @param providers the first that knows a caller decides who it is; a caller has the roles of all that know it.
   * A role that none of them gives needs nothing to be shown
   */
  constructor(providers: readonly AuthProvider[] = []) {
    this.#providers = providers;
  }

  /** Who calls. Takes the same time whatever is wrong with a secret; never throws. */
  authenticate(request: AuthRequest): Principal {
    const known = this.#providers.flatMap((provider) => provider.authenticate(request) ?? []);
    const guarded = new Set(this.#providers.flatMap(({ roles }) => roles));
    const unnamed = unnamedPrincipal(request, guarded);
    const [first] = known;
    if (!first) return unnamed;
    return {
      ...first,
      roles: new Set([...unnamed.roles, ...known.flatMap(({ roles }) => [...roles])]),
    };
  }

  /**
   * Lets a call through that has what it needs.
   *
   * @returns who calls
   * @throws {FrameboxError} `UNAUTHENTICATED`, with what the caller should show; `PERMISSION_DENIED` for one that has
   * shown it, and is known without the role
   */
  admit(request: AuthRequest, access: Access): Principal {
    const principal = this.authenticate(request);
    if (mayEnter(principal, access)) return principal;
    const role = roleFor(access);
    const provider = this.#providers.find(({ roles }) =>
      role !== undefined && roles.includes(role)
    );
    throw provider && !provider.authenticate(request)
      ? provider.refusal(request)
      : lacksRole(access);
  }
}

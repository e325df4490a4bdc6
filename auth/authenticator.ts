/**
 * Finds out who calls, and whether that is enough.
 *
 * @module
 */
import { type Access, lacksRole, mayEnter, roleFor } from "./access.ts";
import { type Principal, ROLES } from "./principal.ts";
import type { AuthProvider } from "./provider.ts";
import type { AuthRequest } from "./request.ts";
import type { SameSite } from "./same_site.ts";

/** See the module. */
export class Authenticator {
  readonly #providers: readonly AuthProvider[];
  readonly #unnamed: Principal;
  readonly #site: SameSite | undefined;

  /**
   * Asks these providers.
   *
   * @param providers the first that knows a caller decides who it is; a caller has the roles of all that know it.
   * A role that none of them gives needs nothing to be shown. Callers that none knows share one id
   * @param site where browsers' requests may come from; left out: from anywhere
   */
  constructor(providers: readonly AuthProvider[] = [], site?: SameSite) {
    this.#providers = providers;
    const guarded = new Set(providers.flatMap(({ roles }) => roles));
    // HOST, OPEN and WORKER_TOKEN decide at the start who reaches framebox at all (base/settings/check.ts).
    const open = ROLES.filter((role) => !guarded.has(role));
    this.#unnamed = { id: "anonymous", roles: new Set(open) };
    this.#site = site;
  }

  /**
   * Refuses a request that another site's page has sent, before anything else of it is looked at.
   *
   * @throws {FrameboxError} `PERMISSION_DENIED`
   */
  checkSource(request: AuthRequest): void {
    this.#site?.check(request);
  }

  /** Who calls. Takes the same time whatever is wrong with a secret; never throws. */
  authenticate(request: AuthRequest): Principal {
    const known = this.#providers.flatMap((provider) => provider.authenticate(request) ?? []);
    const all = [...known, this.#unnamed];
    return {
      ...known[0] ?? this.#unnamed,
      roles: new Set(all.flatMap(({ roles }) => [...roles])),
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

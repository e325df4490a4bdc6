/**
 * API tokens, by which programs have the rights of users.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Principal, Role } from "../principal.ts";
import type { AuthRequest } from "../request.ts";
import { isOfFile, type StoredToken, type Users } from "../users/mod.ts";
import type { HeaderLogin } from "./header_login.ts";
import type { LoggedIn, LoginMethod } from "./login_method.ts";
import { type LoginSessions, principalOf } from "./login_sessions.ts";
import { pageRoles } from "./users_method.ts";

/** What tokens stand on. */
export interface TokenDeps {
  /** `undefined`: there are none. */
  readonly users: Users | undefined;
  /** Whether the file's users may log in. */
  readonly hasUsers: boolean;
  /** Of a token whose owner has the role `worker`. */
  readonly workerRoles: readonly Role[];
  readonly methods: readonly LoginMethod[];
  readonly header: HeaderLogin | undefined;
  readonly sessions: LoginSessions;
}

/** See the module. */
export class ApiTokens {
  readonly #deps: TokenDeps;

  constructor(deps: TokenDeps) {
    this.#deps = deps;
  }

  /** The token that a request shows; `undefined` for another secret. */
  shownBy(request: AuthRequest): StoredToken | undefined {
    const token = /^bearer +(\S+)$/i.exec(request.header("authorization")?.trim() ?? "")?.[1];
    return token === undefined ? undefined : this.#deps.users?.ofToken(token);
  }

  /** Whose token a request shows. */
  authenticate(request: AuthRequest): Principal | undefined {
    const token = this.shownBy(request);
    if (!token) return undefined;
    const { users, hasUsers, workerRoles, header, sessions } = this.#deps;
    const { owner } = token;
    const revoked = users?.endOf(token) ?? AbortSignal.abort();
    if (isOfFile(token)) {
      const user = hasUsers ? users?.find(owner) : undefined;
      if (!user) return undefined;
      const roles = [...pageRoles(user), ...user.roles.includes("worker") ? workerRoles : []];
      return { id: `login:${owner}`, name: owner, roles: new Set(roles), ended: revoked };
    }
    const login = sessions.ofPrincipal(owner);
    if (this.isBound(owner)) {
      if (!login) return undefined;
      return { ...principalOf(login), ended: AbortSignal.any([login.ended, revoked]) };
    }
    const name = login?.user ?? owner.slice(owner.lastIndexOf(":") + 1);
    const now = header?.rolesOf(owner);
    const roles = (token.roles ?? []).filter((role) => now?.includes(role) ?? true);
    return { id: owner, name, roles: new Set(roles), ended: revoked };
  }

  /** Whether a principal's tokens work only while it is logged in. */
  isBound(id: string): boolean {
    const { header, methods } = this.#deps;
    return !isOfFile({ owner: ownerOf(id) }) && header?.rolesOf(id) === undefined &&
      !methods.some(({ lastingTokens: start }) => start !== undefined && id.startsWith(start));
  }

  /** A principal's tokens, the oldest first; `undefined`: this server keeps none. */
  of({ id }: Principal): StoredToken[] | undefined {
    return this.#deps.users?.tokensOf(ownerOf(id));
  }

  /** As {@linkcode Users.addToken}; `FAILED_PRECONDITION` where this server keeps none. */
  add({ id, roles }: Principal, name: string): Promise<string> {
    const kept = [...roles].filter((role) => role === "user" || role === "operator");
    const owner = ownerOf(id);
    return this.#users().addToken({ owner, name, ...this.isBound(id) ? {} : { roles: kept } });
  }

  /** As {@linkcode Users.removeToken}; `FAILED_PRECONDITION` where this server keeps none. */
  remove({ id }: Principal, token: string): Promise<void> {
    return this.#users().removeToken(ownerOf(id), token);
  }

  /** Takes roles from the tokens of a user that has fewer now. */
  async limit({ principalId, roles }: LoggedIn): Promise<void> {
    if (!this.isBound(principalId)) await this.#deps.users?.limitTokens(principalId, roles);
  }

  #users(): Users {
    if (this.#deps.users) return this.#deps.users;
    throw new FrameboxError(
      "FAILED_PRECONDITION",
      "This server keeps no API tokens: its operator has to name a DATA_DIR.",
      undefined,
      because("no-tokens"),
    );
  }
}

/** By what the file of users knows a principal. */
function ownerOf(id: string): string {
  return id.startsWith("login:") ? id.slice("login:".length) : id;
}

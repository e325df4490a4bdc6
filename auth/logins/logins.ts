/**
 * Users that log in: by the page's form, by an API token, or at a proxy in front.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { type Clock, systemClock } from "../../base/clock/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import type { AddressBlock } from "../../base/settings/mod.ts";
import type { Principal, Role } from "../principal.ts";
import type { AuthProvider } from "../provider.ts";
import type { AuthRequest } from "../request.ts";
import { TrustedProxies } from "../trusted_proxies.ts";
import { type StoredUser, Users } from "../users/mod.ts";
import { ACCOUNT_LIMITS, ADDRESS_LIMITS, addressKey, Attempts } from "./attempts.ts";
import { loginIds } from "./cookie.ts";
import type { LoginMethod } from "./login_method.ts";
import { LoginSessions, type LoginTimes } from "./login_sessions.ts";

/** How users log in; each is a setting. */
export interface LoginOptions extends LoginTimes {
  /** Where users of a file are; `undefined`: there are none. Setting `LOGIN_USERS`. */
  readonly usersFile: string | undefined;
  /** The header of a proxy that asks for a login itself. Settings `LOGIN_HEADER`, `LOGIN_HEADER_FROM`. */
  readonly header: LoginHeader | undefined;
  /** Roles of an API token whose owner has the role `worker`. */
  readonly workerRoles: readonly Role[];
}

/** A header that names the user. */
export interface LoginHeader {
  /** In small letters. */
  readonly name: string;
  /** Proxies from which it counts. */
  readonly from: readonly AddressBlock[];
  /** Users that are operators. Setting `LOGIN_OPERATORS`. */
  readonly operators: readonly string[];
}

/** What logins stand on. */
export interface LoginDeps {
  readonly users: Users | undefined;
  readonly log: Logger;
  readonly clock?: Clock;
}

/** The id of the method that asks for a name and a password of the file. */
const USERS_METHOD = "users";
/** A name in a header of a proxy; more can't be shown. */
const MAX_HEADER_NAME = 256;
/** Characters of a name by which attempts are counted; no user's name is longer. */
const MAX_KEY = 65;
/** A password longer than this is none, and takes time to hash. */
const MAX_SHOWN = 1024;

/** See the module: one provider that guards the roles of the page. */
export class Logins implements AuthProvider {
  readonly roles: readonly Role[] = ["user", "operator"];
  /** What the login page offers; none where only a proxy logs users in. */
  readonly methods: readonly LoginMethod[];
  readonly #options: LoginOptions;
  readonly #users: Users | undefined;
  readonly #log: Logger;
  readonly #sessions: LoginSessions;
  readonly #proxies: TrustedProxies;
  readonly #accounts: Attempts;
  readonly #addresses: Attempts;

  /** Knows no login yet; users of the file are those that `users` has. */
  constructor(options: LoginOptions, { users, log, clock = systemClock() }: LoginDeps) {
    this.#options = options;
    this.#users = users;
    this.#log = log;
    this.#sessions = new LoginSessions(options, clock);
    this.#proxies = new TrustedProxies(options.header?.from ?? []);
    this.#accounts = new Attempts(ACCOUNT_LIMITS, clock);
    this.#addresses = new Attempts(ADDRESS_LIMITS, clock);
    this.methods = users ? [usersMethod(users)] : [];
    // A user that is removed, or has a new password, is logged in no more.
    users?.onChange(() =>
      this.#sessions.endWhere((login) => users.find(login.user)?.password !== login.checkedBy)
    );
  }

  /** Who calls: the first way that knows the caller decides alone, so that roles of two users don't add up. */
  authenticate(request: AuthRequest): Principal | undefined {
    return this.#byToken(request) ?? this.#byHeader(request) ?? this.#byCookie(request);
  }

  refusal(): FrameboxError {
    return new FrameboxError(
      "UNAUTHENTICATED",
      "This server asks its users to log in: open its page, or send an API token as 'Authorization: Bearer …'.",
      undefined,
      because("login-needed"),
    );
  }

  /**
   * Logs a user in.
   *
   * @param form what the user has sent
   * @param from the address that it came from
   * @param shown the request; a login that it has ends
   * @returns the new login's id, for the cookie
   * @throws {FrameboxError} `UNAUTHENTICATED` for a wrong name or password, whichever it is; `RESOURCE_EXHAUSTED` after
   * too many attempts; `INVALID_ARGUMENT` for an unknown method
   */
  async logIn(
    form: { readonly method: string; readonly name: string; readonly password: string },
    from: string,
    shown: AuthRequest,
  ): Promise<string> {
    const method = this.methods.find(({ id }) => id === form.method);
    if (!method) {
      throw new FrameboxError("INVALID_ARGUMENT", "This server has no such way to log in.");
    }
    const name = form.name.normalize("NFC").slice(0, MAX_SHOWN);
    const account = `${method.id} ${name.slice(0, MAX_KEY)}`;
    this.#accounts.check(account);
    const address = addressKey(from);
    this.#addresses.check(address);
    this.#accounts.book(account);
    this.#addresses.book(address);
    const isLong = form.password.length > MAX_SHOWN;
    const user = await method.check(name, isLong ? "" : form.password).catch((error) => {
      // Nothing was found out.
      this.#accounts.unbook(account);
      this.#addresses.unbook(address);
      throw error;
    });
    if (!user) {
      // The name may be a password that was typed into the wrong field.
      const known = this.#users?.find(name)?.name;
      this.#log.warn("audit_login_failed", { user: known ?? "unknown", from });
      throw new FrameboxError(
        "UNAUTHENTICATED",
        "The name or the password is not right.",
        undefined,
        because("login-wrong"),
      );
    }
    this.#accounts.forget(account);
    this.#addresses.unbook(address);
    this.#endShown(shown);
    this.#log.info("audit_login", { user: user.user, from });
    return this.#sessions.open(user.user, user.checkedBy);
  }

  /**
   * Ends the login that a request shows.
   *
   * @param everywhere the user's other logins end, too
   */
  logOut(request: AuthRequest, everywhere: boolean): void {
    for (const user of this.#endShown(request)) {
      if (everywhere) this.#sessions.endWhere((login) => login.user === user);
      this.#log.info("audit_logout", { user, everywhere });
    }
  }

  /** Whether a caller has logged in here, and so can log out. */
  canLogOut(request: AuthRequest): boolean {
    return loginIds(request).some((id) => this.#sessions.find(id) !== undefined);
  }

  /** Reads the file of users no more. */
  async close(): Promise<void> {
    this.#sessions.endWhere(() => true);
    await this.#users?.close();
  }

  #endShown(request: AuthRequest): string[] {
    return loginIds(request).flatMap((id) => {
      const login = this.#sessions.find(id);
      this.#sessions.end(id);
      return login?.user ?? [];
    });
  }

  #byToken(request: AuthRequest): Principal | undefined {
    const token = /^bearer +(\S+)$/i.exec(request.header("authorization")?.trim() ?? "")?.[1];
    const user = token === undefined ? undefined : this.#users?.ofToken(token);
    return user &&
      principalOf(user, user.roles.includes("worker") ? this.#options.workerRoles : []);
  }

  #byHeader(request: AuthRequest): Principal | undefined {
    const { header } = this.#options;
    if (!header || !this.#proxies.trusts(request.peer)) return undefined;
    const name = request.header(header.name)?.trim() ?? "";
    if (name === "" || name.length > MAX_HEADER_NAME) return undefined;
    const roles: Role[] = header.operators.includes(name) ? ["user", "operator"] : ["user"];
    return { id: `header:${name}`, roles: new Set(roles) };
  }

  #byCookie(request: AuthRequest): Principal | undefined {
    for (const id of loginIds(request)) {
      const login = this.#sessions.find(id);
      const user = login && this.#users?.find(login.user);
      if (login && user?.password === login.checkedBy) {
        const used = () => void this.#sessions.find(id);
        return { ...principalOf(user, []), ended: login.ended, used };
      }
    }
    return undefined;
  }
}

/**
 * Reads the users, if they are in a file, and makes the logins.
 *
 * @throws {FrameboxError} `FAILED_PRECONDITION` when the file can't be read or written
 */
export async function openLogins(options: LoginOptions, log: Logger): Promise<Logins> {
  const { usersFile } = options;
  const users = usersFile === undefined ? undefined : await Users.open(usersFile, log);
  return new Logins(options, { users, log });
}

function principalOf({ name, roles }: StoredUser, others: readonly Role[]): Principal {
  const own: Role[] = roles.includes("operator") ? ["user", "operator"] : ["user"];
  return { id: `login:${name}`, roles: new Set([...own, ...others]) };
}

function usersMethod(users: Users): LoginMethod {
  return {
    kind: "password",
    id: USERS_METHOD,
    async check(name, password) {
      const user = await users.verify(name, password);
      return user && { user: user.name, checkedBy: user.password };
    },
  };
}

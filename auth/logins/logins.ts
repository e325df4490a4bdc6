/**
 * Users that log in: by the page's form, at another server, by an API token, or at a proxy in front.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { type Clock, systemClock } from "../../base/clock/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import { type Audit, auditTo } from "../audit.ts";
import type { Principal, Role } from "../principal.ts";
import type { AuthProvider } from "../provider.ts";
import type { AuthRequest } from "../request.ts";
import type { Users } from "../users/mod.ts";
import type { Account } from "./account.ts";
import { ApiTokens } from "./api_tokens.ts";
import { ACCOUNT_LIMITS, ADDRESS_LIMITS, addressKey, Attempts } from "./attempts.ts";
import { loginIds } from "./cookie.ts";
import { HeaderLogin, type LoginHeader } from "./header_login.ts";
import type { LoggedIn, LoginMethod, RedirectStart } from "./login_method.ts";
import { type Login, LoginSessions, type LoginTimes, principalOf } from "./login_sessions.ts";
import { usersMethod } from "./users_method.ts";

/** How users log in; each is a setting. */
export interface LoginOptions extends LoginTimes {
  /** Where users and API tokens are; `undefined`: there are none. */
  readonly usersFile: string | undefined;
  /** The file's users may log in. Setting `LOGIN_USERS`. */
  readonly hasUsers: boolean;
  /** The header of a proxy that asks for a login itself. Settings `LOGIN_HEADER`, `LOGIN_HEADER_FROM`. */
  readonly header: LoginHeader | undefined;
  /** Roles of an API token whose owner has the role `worker`. */
  readonly workerRoles: readonly Role[];
}

/** What logins stand on. */
export interface LoginDeps {
  readonly users: Users | undefined;
  /** Ways to log in besides the file's. */
  readonly methods?: readonly LoginMethod[];
  readonly log: Logger;
  readonly clock?: Clock;
}

/** Characters of a name by which attempts are counted; no user's name is longer. */
const MAX_KEY = 65;
/** A password longer than this is none, and takes time to hash. */
const MAX_SHOWN = 1024;

/** See the module: one provider that guards the roles of the page. */
export class Logins implements AuthProvider {
  readonly roles: readonly Role[] = ["user", "operator"];
  /** What the login page offers; none where only a proxy logs users in. */
  readonly methods: readonly LoginMethod[];
  readonly #users: Users | undefined;
  readonly #audit: Audit;
  readonly #sessions: LoginSessions;
  readonly #tokens: ApiTokens;
  readonly #header: HeaderLogin | undefined;
  readonly #accounts: Attempts;
  readonly #addresses: Attempts;

  /** Knows no login yet; users of the file are those that `users` has. */
  constructor(
    options: LoginOptions,
    { users, methods = [], log, clock = systemClock() }: LoginDeps,
  ) {
    this.#users = users;
    this.#audit = auditTo(log);
    this.#sessions = new LoginSessions(options, clock);
    this.#header = options.header && new HeaderLogin(options.header);
    this.#accounts = new Attempts(ACCOUNT_LIMITS, clock);
    this.#addresses = new Attempts(ADDRESS_LIMITS, clock);
    this.methods = [...users && options.hasUsers ? [usersMethod(users)] : [], ...methods];
    this.#tokens = new ApiTokens({
      ...options,
      users,
      methods: this.methods,
      header: this.#header,
      sessions: this.#sessions,
    });
  }

  /** Who calls: the first way that knows the caller decides alone, so that roles of two users don't add up. */
  authenticate(request: AuthRequest): Principal | undefined {
    return this.#tokens.authenticate(request) ?? this.#header?.authenticate(request) ??
      this.#byCookie(request);
  }

  refusal(): FrameboxError {
    return this.methods.length > 0
      ? new FrameboxError(
        "UNAUTHENTICATED",
        "This server asks its users to log in: open its page, or send an API token as 'Authorization: Bearer …'.",
        undefined,
        because("login-needed"),
      )
      : new FrameboxError(
        "UNAUTHENTICATED",
        "This server is for users that a proxy in front has logged in: open it by that proxy's address.",
        undefined,
        because("login-at-proxy"),
      );
  }

  /**
   * Logs a user in by a name and a password.
   *
   * @param form what the user has sent
   * @param from the address that it came from
   * @param shown the request; a login that it has ends
   * @param signal aborts when its caller is gone
   * @returns the new login's id, for the cookie
   * @throws {FrameboxError} `UNAUTHENTICATED` for a wrong name or password, whichever it is; `RESOURCE_EXHAUSTED` after
   * too many attempts; `INVALID_ARGUMENT` for an unknown method; what the method throws
   */
  async logIn(
    form: { readonly method: string; readonly name: string; readonly password: string },
    from: string,
    shown: AuthRequest,
    signal: AbortSignal,
  ): Promise<string> {
    const method = this.#method(form.method, "password");
    const name = form.name.normalize("NFC").slice(0, MAX_SHOWN);
    const account = `${method.id} ${name.slice(0, MAX_KEY)}`;
    this.#accounts.check(account);
    const address = addressKey(from);
    this.#addresses.check(address);
    this.#accounts.book(account);
    this.#addresses.book(address);
    const password = form.password.length > MAX_SHOWN ? "" : form.password;
    const user = await method.check(name, password, signal).catch((error) => {
      // Nothing was found out.
      this.#accounts.unbook(account);
      this.#addresses.unbook(address);
      throw error;
    });
    if (!user) {
      // The name may be a password that was typed into the wrong field.
      const known = this.#users?.find(name)?.name;
      this.#audit("login_failed", { user: known ?? "unknown", from, method: method.id });
      throw new FrameboxError(
        "UNAUTHENTICATED",
        "The name or the password is not right.",
        undefined,
        because("login-wrong"),
      );
    }
    this.#accounts.forget(account);
    this.#addresses.unbook(address);
    return await this.#open(user, method, from, shown);
  }

  /**
   * Begins a login at another server.
   *
   * @returns where the browser is to go
   * @throws {FrameboxError} `INVALID_ARGUMENT` for an unknown method; what the method throws
   */
  startAt(method: string, login: RedirectStart, signal: AbortSignal): Promise<URL> {
    return this.#method(method, "redirect").start(login, signal);
  }

  /**
   * Logs in a user that comes back from another server.
   *
   * @param answer the parameters of the callback
   * @param browser the secret of its cookie
   * @param from as in {@linkcode logIn}
   * @param shown as in {@linkcode logIn}
   * @returns the new login's id, and the path to go to
   * @throws {FrameboxError} what the method throws
   */
  async finishAt(
    methodId: string,
    answer: URLSearchParams,
    browser: string | undefined,
    from: string,
    shown: AuthRequest,
    signal: AbortSignal,
  ): Promise<{ readonly id: string; readonly next: string }> {
    const method = this.#method(methodId, "redirect");
    try {
      const { user, next } = await method.finish(answer, browser, signal);
      return { id: await this.#open(user, method, from, shown), next };
    } catch (error) {
      this.#audit("login_failed", { user: "unknown", from, method: method.id });
      throw error;
    }
  }

  /**
   * Ends the login that a request shows.
   *
   * @param everywhere the user's other logins end, too
   * @returns the ids of the methods by which they were made
   */
  logOut(request: AuthRequest, everywhere: boolean): string[] {
    const ended = this.#endShown(request);
    for (const { principalId, user } of ended) {
      if (everywhere) this.#sessions.endWhere((login) => login.principalId === principalId);
      this.#audit("logout", { owner: principalId, user, everywhere });
    }
    return ended.map(({ method }) => method);
  }

  /** Whether a caller has logged in here, and so can log out. */
  canLogOut(request: AuthRequest): boolean {
    return this.#shown(request) !== undefined;
  }

  /** Who is logged in; `undefined` for a caller that shows an API token, or nothing. */
  accountOf(request: AuthRequest): Account | undefined {
    const principal = this.#loggedIn(request);
    if (!principal) return undefined;
    const login = this.#header?.authenticate(request) ? undefined : this.#shown(request);
    const method = this.methods.find((each) => each.id === login?.method);
    return {
      name: principal.name ?? "",
      method: login?.method ?? "header",
      title: method?.title ?? "",
      canLogOut: login !== undefined,
      tokens: this.#tokens.of(principal),
      areTokensBound: this.#tokens.isBound(principal.id),
    };
  }

  /**
   * Makes an API token of the user that is logged in.
   *
   * @param name what it is called
   * @returns the token, which is shown once
   * @throws {FrameboxError} `FAILED_PRECONDITION` where this server keeps none; as {@linkcode Users.addToken}
   */
  async addToken(request: AuthRequest, name: string): Promise<string> {
    const principal = this.#loggedIn(request);
    if (!principal) throw this.refusal();
    return await this.#tokens.add(principal, name);
  }

  /**
   * Removes an API token of the user that is logged in.
   *
   * @throws {FrameboxError} as {@linkcode addToken}; `NOT_FOUND` for another user's, too
   */
  async removeToken(request: AuthRequest, id: string): Promise<void> {
    const principal = this.#loggedIn(request);
    if (!principal) throw this.refusal();
    await this.#tokens.remove(principal, id);
  }

  /** The newest login here of a user, with its access token where it has one; its `ended` aborts with the last one. */
  loginOf(principalId: string): Login | undefined {
    return this.#sessions.ofPrincipal(principalId);
  }

  /** Reads the file of users no more. */
  async close(): Promise<void> {
    this.#sessions.endWhere(() => true);
    await this.#users?.close();
  }

  #method<Kind extends LoginMethod["kind"]>(
    id: string,
    kind: Kind,
  ): Extract<LoginMethod, { kind: Kind }> {
    const method = this.methods.find((each): each is Extract<LoginMethod, { kind: Kind }> =>
      each.id === id && each.kind === kind
    );
    if (method) return method;
    throw new FrameboxError("INVALID_ARGUMENT", "This server has no such way to log in.");
  }

  /** Ends the login that was there and begins this one; API tokens keep no role that its user has no more. */
  async #open(
    user: LoggedIn,
    { id, title }: LoginMethod,
    from: string,
    shown: AuthRequest,
  ): Promise<string> {
    await this.#tokens.limit(user);
    if (user.roles.length === 0) {
      user.onEnd?.();
      throw new FrameboxError(
        "PERMISSION_DENIED",
        `You are logged in at ${title}, but may not use this server; ask its operator.`,
        undefined,
        because("login-not-allowed", { server: title }),
      );
    }
    this.#endShown(shown);
    // What an issuer calls a user may be what that user has written there.
    this.#audit("login", { owner: user.principalId, user: user.user, from, method: id });
    return this.#sessions.open(user, id);
  }

  #shown(request: AuthRequest): Login | undefined {
    for (const id of loginIds(request)) {
      const login = this.#sessions.find(id);
      if (login) return login;
    }
    return undefined;
  }

  #endShown(request: AuthRequest): Login[] {
    return loginIds(request).flatMap((id) => {
      const login = this.#sessions.find(id);
      this.#sessions.end(id);
      return login ?? [];
    });
  }

  /** Who calls, but for one that shows an API token: a token makes no others. */
  #loggedIn(request: AuthRequest): Principal | undefined {
    return this.#tokens.shownBy(request) ? undefined : this.authenticate(request);
  }

  #byCookie(request: AuthRequest): Principal | undefined {
    const login = this.#shown(request);
    if (!login) return undefined;
    return { ...principalOf(login), used: () => void this.#shown(request) };
  }
}

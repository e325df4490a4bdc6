/**
 * Ways to log in that the login page offers.
 *
 * @module
 */
import type { Role } from "../principal.ts";

/** What each way has. */
export interface LoginMethodBase {
  /** Names it in forms and paths: small letters, digits and `:._-`. */
  readonly id: string;
  /** What the page calls it; empty for this server's own users. */
  readonly title: string;
  /**
   * What the ids of its users begin with, where their API tokens work whether or not they are logged in, with the roles
   * of the login that made them. Left out: such a token works only while its owner is logged in.
   */
  readonly lastingTokens?: string;
}

/** A name and a password, sent by the page's form. */
export interface PasswordMethod extends LoginMethodBase {
  /** The page asks for both by a form. */
  readonly kind: "password";
  /**
   * Whose name and password these are.
   *
   * @param signal aborts when its caller is gone
   * @returns `undefined`: none's, found out in the same time as a wrong password
   * @throws {FrameboxError} when that can't be found out now; it is no failed attempt, and its sentence is shown
   */
  check(name: string, password: string, signal: AbortSignal): Promise<LoggedIn | undefined>;
}

/** A login at another server, to which the browser is sent and from which it comes back. */
export interface RedirectMethod extends LoginMethodBase {
  /** The page has a link that leads there. */
  readonly kind: "redirect";
  /** Where users log out of that server, too; `undefined`: unknown. */
  readonly logOutAddress: URL | undefined;
  /**
   * Begins a login.
   *
   * @returns where the browser is to go
   * @throws {FrameboxError} when the other server can't be reached
   */
  start(login: RedirectStart, signal: AbortSignal): Promise<URL>;
  /**
   * Ends a login that {@linkcode start} began.
   *
   * @param answer the parameters with which the browser came back
   * @param browser as in {@linkcode RedirectStart}
   * @throws {FrameboxError} when that is no login, or of one who may not log in here
   */
  finish(
    answer: URLSearchParams,
    browser: string | undefined,
    signal: AbortSignal,
  ): Promise<{ readonly user: LoggedIn; readonly next: string }>;
}

/** A login that begins. */
export interface RedirectStart {
  /** Where the browser comes back to. */
  readonly callback: URL;
  /** A secret of the browser's cookie: only this browser can end it. */
  readonly browser: string;
  /** The path to which the user goes then. */
  readonly next: string;
  /** The address from which it comes. */
  readonly from: string;
}

/** What the login page lists. */
export type LoginMethod = PasswordMethod | RedirectMethod;

/** A user that has logged in. */
export interface LoggedIn {
  /** As a principal's id: `login:NAME`, `oidc:ISSUER:SUBJECT`, `cluster:CLUSTER:USER`. */
  readonly principalId: string;
  /** The name that is shown and logged. */
  readonly user: string;
  /** What the user may do; none: the user is known and may not log in here. */
  readonly roles: readonly Role[];
  /** Aborts when the method ends the login by itself. */
  readonly ended?: AbortSignal;
  /** Called once when the login has ended, whatever ended it: what was kept for it can be forgotten. */
  readonly onEnd?: () => void;
  /**
   * The token by which other servers know the user, renewed when it is about to expire.
   *
   * @throws {FrameboxError} `UNAUTHENTICATED` when it can't be renewed
   */
  readonly accessToken?: (signal: AbortSignal) => Promise<string>;
}

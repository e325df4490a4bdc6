/**
 * Logins of the page's users.
 *
 * @module
 */
export { ACCOUNT_LIMITS, type AttemptLimits, Attempts } from "./attempts.ts";
export {
  cookieName,
  type CookiePlace,
  cookieValue,
  type LoginCookie,
  setCookie,
} from "./cookie.ts";
export type { LoginHeader } from "./header_login.ts";
export type {
  LoggedIn,
  LoginMethod,
  LoginMethodBase,
  PasswordMethod,
  RedirectMethod,
  RedirectStart,
} from "./login_method.ts";
export type { Login, LoginTimes } from "./login_sessions.ts";
export { type LoginOptions, Logins } from "./logins.ts";
export { openLogins } from "./open_logins.ts";
export type { Account } from "./account.ts";

/**
 * Logins of the page's users.
 *
 * @module
 */
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
  PasswordMethod,
  RedirectMethod,
  RedirectStart,
} from "./login_method.ts";
export type { LoginTimes } from "./login_sessions.ts";
export { type Account, type LoginOptions, Logins, openLogins } from "./logins.ts";

/**
 * Logins of the page's users.
 *
 * @module
 */
export { cookieName, type CookiePlace, cookieValue, setCookie } from "./cookie.ts";
export type { LoggedIn, LoginMethod, PasswordMethod } from "./login_method.ts";
export type { LoginTimes } from "./login_sessions.ts";
export { type LoginHeader, type LoginOptions, Logins, openLogins } from "./logins.ts";

/**
 * Who calls, and what each call needs: the same for HTTP, WebSocket and gRPC.
 *
 * An entrance describes a call as an {@linkcode AuthRequest}. {@linkcode Authenticator.checkSource} refuses what
 * another site's page has sent. The {@linkcode Authenticator} asks its providers, in order, who that is: a
 * {@linkcode Principal}. A route, a method or a message of the live socket declares its {@linkcode Access}. One place
 * for each of the three enforces it, by {@linkcode Authenticator.admit} or {@linkcode requireAccess}.
 *
 * @module
 */
export { type Access, ACCESS_LEVELS, mayEnter, requireAccess } from "./access.ts";
export { Authenticator } from "./authenticator.ts";
export type { Credentials } from "./basic_credentials.ts";
export { type HostPort, hostText, parseHost } from "./host.ts";
export { type Audit, type AuditEvent, auditTo } from "./audit.ts";
export {
  type Account,
  ACCOUNT_LIMITS,
  type AttemptLimits,
  Attempts,
  cookieName,
  type CookiePlace,
  cookieValue,
  type LoggedIn,
  type Login,
  type LoginCookie,
  type LoginHeader,
  type LoginMethod,
  type LoginMethodBase,
  type LoginOptions,
  Logins,
  type LoginTimes,
  openLogins,
  type PasswordMethod,
  type RedirectMethod,
  type RedirectStart,
  setCookie,
} from "./logins/mod.ts";
export { type GroupRules, type IssuerOptions, OidcMethod, type OidcOptions } from "./oidc/mod.ts";
export { mayUseSession } from "./owner.ts";
export type { Principal, Role } from "./principal.ts";
export { type AuthOptions, createAuthenticator } from "./providers.ts";
export type { AuthProvider } from "./provider.ts";
export type { AuthRequest, RequestSite, Transport } from "./request.ts";
export { SameSite, type SiteOptions } from "./same_site.ts";
export { TrustedProxies } from "./trusted_proxies.ts";
export {
  addUser,
  makeToken,
  makeTokenOf,
  readUsers,
  removeUser,
  revokeToken,
  type StoredToken,
  type StoredUser,
  type UserData,
  Users,
} from "./users/mod.ts";

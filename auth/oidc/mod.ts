/**
 * Logins at an issuer of OpenID Connect.
 *
 * @module
 */
export type { GroupRules } from "./claims.ts";
export type { IssuerOptions } from "./issuer.ts";
export { OidcMethod, type OidcOptions } from "./oidc_method.ts";

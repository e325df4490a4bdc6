/**
 * Logins at an issuer of OpenID Connect.
 *
 * @module
 */
export { OidcMethod, type OidcOptions } from "./oidc_method.ts";

/**
 * Who calls, and what each call needs: the same for HTTP, WebSocket and gRPC.
 *
 * An entrance describes a call as an {@linkcode AuthRequest}. The {@linkcode Authenticator} asks its providers,
 * in order, who that is: a {@linkcode Principal}. A route or a method declares its {@linkcode Access}; one place
 * of each entrance has it enforced, by {@linkcode Authenticator.admit}.
 *
 * @module
 */
export { type Access, ACCESS_LEVELS, checkAccess, mayEnter } from "./access.ts";
export { Authenticator } from "./authenticator.ts";
export type { Credentials } from "./basic_credentials.ts";
export { mayUseSession } from "./owner.ts";
export type { Principal, PrincipalKind, Role } from "./principal.ts";
export { type AuthOptions, createAuthenticator } from "./providers.ts";
export type { AuthProvider } from "./provider.ts";
export type { AuthRequest, Transport } from "./request.ts";

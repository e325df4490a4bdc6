/**
 * What a caller is.
 *
 * @module
 */

/**
 * - `anonymous`: one that shows nothing.
 * - `local`: the same, by a connection from this host. Behind a proxy on this host that is every caller, so it
 *   gives no role by itself.
 * - `worker`: one that shows the workers' token.
 * - `stream-client`: one that shows the user and the password of MediaGraphExtension.
 */
export type PrincipalKind = "anonymous" | "local" | "worker" | "stream-client";

/** What a principal may do. {@linkcode Access} names the one that a call needs. */
export type Role = "worker" | "media-graph" | "user" | "operator";

/** Every role. */
export const ROLES: readonly Role[] = ["worker", "media-graph", "user", "operator"];

/** A caller. */
export interface Principal {
  /** What it is. */
  readonly kind: PrincipalKind;
  /** Name of the provider that knows it. */
  readonly provider: string;
  /**
   * What it opens belongs to this id. Callers that show the same are the same; those that show nothing share
   * one id, so what they open is guarded by its own random id alone.
   */
  readonly id: string;
  /** What it may do. */
  readonly roles: ReadonlySet<Role>;
}

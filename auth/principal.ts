/**
 * What a caller is.
 *
 * @module
 */

/** What a principal may do. {@linkcode Access} names the one that a call needs. */
export type Role = "worker" | "media-graph" | "user" | "operator";

/** Every role. */
export const ROLES: readonly Role[] = ["worker", "media-graph", "user", "operator"];

/** A caller. */
export interface Principal {
  /**
   * What it opens belongs to this id. Callers that show the same are the same; those that show nothing share
   * one id, so what they open is guarded by its own random id alone.
   */
  readonly id: string;
  /** What its user is called; left out for one that no user is known of. */
  readonly name?: string;
  /** What it may do. */
  readonly roles: ReadonlySet<Role>;
  /** Aborts when it is this caller no more: logged out, or removed. Left out: that is found at its next call. */
  readonly ended?: AbortSignal;
  /** Counts a message of an open connection as a use of the login, which would else become idle. */
  readonly used?: () => void;
}

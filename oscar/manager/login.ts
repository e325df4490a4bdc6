/**
 * How framebox shows a cluster who calls.
 *
 * @module
 */

/** A login at a cluster. It lives in memory alone. */
export type ClusterLogin =
  /** The cluster's one administrator. */
  | { readonly kind: "basic"; readonly user: string; readonly password: string }
  /** A user of the cluster's issuer. */
  | {
    readonly kind: "oidc";
    /**
     * The access token that is valid now.
     *
     * @param isRefused the cluster refused the last one: a new one is needed
     */
    token(isRefused: boolean, signal: AbortSignal): Promise<string>;
  };

/** The header of a login. */
export async function authorization(
  login: ClusterLogin,
  isRefused: boolean,
  signal: AbortSignal,
): Promise<string> {
  if (login.kind === "oidc") return `Bearer ${await login.token(isRefused, signal)}`;
  const pair = new TextEncoder().encode(`${login.user}:${login.password}`);
  return `Basic ${pair.toBase64()}`;
}

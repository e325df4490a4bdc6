/**
 * The providers that the settings ask for, in their order.
 *
 * @module
 */
import { Authenticator } from "./authenticator.ts";
import { basicCredentials, type Credentials } from "./basic_credentials.ts";
import type { Logins } from "./logins/mod.ts";
import type { AuthProvider } from "./provider.ts";
import type { SameSite } from "./same_site.ts";
import { workerToken } from "./worker_token.ts";

/** What callers have to show. */
export interface AuthOptions {
  /** What workers show; `undefined`: nothing. Setting `WORKER_TOKEN`. */
  readonly workerToken?: string | undefined;
  /**
   * What clients of MediaGraphExtension show; `undefined`: as workers. Settings `AVA_USERNAME` and
   * `AVA_PASSWORD`.
   */
  readonly mediaGraph?: Credentials | undefined;
}

/**
 * Makes the authenticator of all entrances.
 *
 * @param site as in {@linkcode Authenticator}; an entrance of browsers needs it
 * @param logins users that log in; left out: everyone may use the page
 */
export function createAuthenticator(
  options: AuthOptions,
  site?: SameSite,
  logins?: Logins,
): Authenticator {
  const { workerToken: token, mediaGraph } = options;
  const providers: AuthProvider[] = logins ? [logins] : [];
  if (mediaGraph) providers.push(basicCredentials(mediaGraph));
  if (token !== undefined) {
    providers.push(workerToken(token, mediaGraph ? ["worker"] : ["worker", "media-graph"]));
  }
  return new Authenticator(providers, site);
}

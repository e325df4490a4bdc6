/**
 * A login at an issuer of OpenID Connect: the code flow with PKCE, state and nonce.
 *
 * @module
 */
import { createHash } from "node:crypto";
import * as oidc from "openid-client";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { type Clock, systemClock } from "../../base/clock/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import type { LoggedIn, RedirectMethod, RedirectStart } from "../logins/mod.ts";
import { AccessToken, type Tokens } from "./access_token.ts";
import { type Claims, type GroupRules, groupsOf, nameOf, rolesOf } from "./claims.ts";
import { Issuer, type IssuerOptions } from "./issuer.ts";
import { PendingLogins } from "./pending_logins.ts";

/** How users log in there; each is a setting. */
export interface OidcOptions extends IssuerOptions, GroupRules {
  /** Setting `OIDC_SCOPES`; `openid` is asked for in any case. */
  readonly scopes: readonly string[];
  /** The claim of groups. Setting `OIDC_GROUPS`. */
  readonly groupsClaim: string;
}

/** See the module. */
export class OidcMethod implements RedirectMethod {
  /** As {@linkcode RedirectMethod} has it. */
  readonly kind = "redirect";
  /** Its paths are `/login/oidc` and `/login/oidc/callback`. */
  readonly id = "oidc";
  /** The issuer's host. */
  readonly title: string;
  /** What the ids of its users begin with; another issuer's begin with another hash. */
  readonly lastingTokens: string;
  readonly #options: OidcOptions;
  readonly #issuer: Issuer;
  readonly #clock: Clock;
  readonly #pending: PendingLogins;
  #logOutAddress: URL | undefined;

  /** Asks the issuer nothing yet: it may be away when framebox starts. */
  constructor(
    options: OidcOptions,
    { log, clock = systemClock() }: { log: Logger; clock?: Clock },
  ) {
    this.#options = options;
    this.#clock = clock;
    this.#issuer = new Issuer(options, { log, clock });
    this.#pending = new PendingLogins(clock);
    this.title = this.#issuer.host;
    const issuer = options.issuer.replace(/\/+$/, "");
    const hash = createHash("sha256").update(issuer).digest("hex").slice(0, 16);
    this.lastingTokens = `oidc:${hash}:`;
  }

  /** Known once a user has logged in; the issuer asks there (OpenID Connect RP-Initiated Logout 1.0, section 2). */
  get logOutAddress(): URL | undefined {
    return this.#logOutAddress;
  }

  /** As {@linkcode RedirectMethod.start}. */
  async start(login: RedirectStart, signal: AbortSignal): Promise<URL> {
    const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
    const verifier = oidc.randomPKCECodeVerifier();
    const challenge = await oidc.calculatePKCECodeChallenge(verifier);
    const address = await this.#issuer.ask(
      (configuration) =>
        oidc.buildAuthorizationUrl(configuration, {
          redirect_uri: login.callback.href,
          scope: [...new Set(["openid", ...this.#options.scopes])].join(" "),
          code_challenge: challenge,
          code_challenge_method: "S256",
          state,
          nonce,
        }),
      signal,
    );
    this.#pending.add(state, { ...login, nonce, verifier });
    return address;
  }

  /** As {@linkcode RedirectMethod.finish}. */
  async finish(
    answer: URLSearchParams,
    browser: string | undefined,
    signal: AbortSignal,
  ): Promise<{ readonly user: LoggedIn; readonly next: string }> {
    const state = answer.get("state") ?? "";
    const pending = this.#pending.take(state, browser);
    if (!pending) throw begunElsewhere();
    const { tokens, claims } = await this.#issuer.ask(async (configuration) => {
      const canLogOut = configuration.serverMetadata().end_session_endpoint !== undefined;
      this.#logOutAddress = canLogOut ? oidc.buildEndSessionUrl(configuration) : undefined;
      const address = new URL(pending.callback);
      address.search = answer.toString();
      const tokens = await oidc.authorizationCodeGrant(configuration, address, {
        pkceCodeVerifier: pending.verifier,
        expectedState: state,
        expectedNonce: pending.nonce,
        idTokenExpected: true,
      });
      return { tokens, claims: await this.#claims(configuration, tokens, tokens.claims() ?? {}) };
    }, signal);
    return { user: this.#user(tokens, claims), next: pending.next };
  }

  /** Ends what is under way. */
  close(): Promise<void> {
    return this.#issuer.close();
  }

  /** Of the ID token; many issuers have a user's groups and name elsewhere. */
  async #claims(
    configuration: oidc.Configuration,
    { access_token }: Tokens,
    claims: Claims,
  ): Promise<Claims> {
    const isAll = nameOf(claims) !== undefined &&
      groupsOf(claims, this.#options.groupsClaim) !== undefined;
    if (isAll || configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
    const sub = String(claims.sub);
    return { ...await oidc.fetchUserInfo(configuration, access_token, sub), ...claims };
  }

  #user(tokens: Tokens, claims: Claims): LoggedIn {
    const sub = String(claims.sub);
    const access = new AccessToken(tokens, { issuer: this.#issuer, clock: this.#clock });
    return {
      principalId: this.lastingTokens + sub,
      user: nameOf(claims) ?? sub,
      roles: rolesOf(groupsOf(claims, this.#options.groupsClaim) ?? [], this.#options),
      accessToken: (signal) => access.get(signal),
      onEnd: () => access.forget(),
    };
  }
}

function begunElsewhere(): FrameboxError {
  return new FrameboxError(
    "PERMISSION_DENIED",
    "This login was begun in another browser, or too long ago; try again.",
    undefined,
    because("login-begun-elsewhere"),
  );
}

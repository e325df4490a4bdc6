/**
 * The access token of one login, in memory alone.
 *
 * @module
 */
import * as oidc from "openid-client";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Clock } from "../../base/clock/mod.ts";
import type { Issuer } from "./issuer.ts";

/** What an issuer's token endpoint gives (RFC 6749, 5.1). */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string | undefined;
  /** Seconds; left out: unknown. */
  readonly expires_in?: number | undefined;
}

/** Renewed this long before it expires: who gets it needs a moment to use it. */
const AHEAD_MS = 60_000;

/** See the module. */
export class AccessToken {
  readonly #issuer: Issuer;
  readonly #clock: Clock;
  #tokens: Tokens | undefined;
  #endsMs: number;
  #renewal: Promise<void> | undefined;

  constructor(tokens: Tokens, { issuer, clock }: { issuer: Issuer; clock: Clock }) {
    this.#issuer = issuer;
    this.#clock = clock;
    this.#tokens = tokens;
    this.#endsMs = this.#endOf(tokens);
  }

  /**
   * The token, renewed when it is about to expire; once for all that wait for it.
   *
   * @throws {FrameboxError} `UNAUTHENTICATED` when it can't be renewed, `UNAVAILABLE` when the issuer is away
   */
  async get(signal: AbortSignal): Promise<string> {
    const needsRenewal = this.#endsMs - AHEAD_MS <= this.#clock.now();
    if (needsRenewal && this.#tokens?.refresh_token !== undefined) {
      this.#renewal ??= this.#renew(this.#tokens.refresh_token).finally(() => {
        this.#renewal = undefined;
      });
      await this.#issuer.ask(() => this.#renewal, signal);
    }
    if (this.#tokens && this.#endsMs > this.#clock.now()) return this.#tokens.access_token;
    throw new FrameboxError(
      "UNAUTHENTICATED",
      `The login at ${this.#issuer.host} has expired; log in again.`,
      undefined,
      because("login-expired", { server: this.#issuer.host }),
    );
  }

  /** Forgets it: the login has ended. */
  forget(): void {
    this.#tokens = undefined;
  }

  async #renew(refresh: string): Promise<void> {
    // The first caller may leave: the others wait for it.
    const all = new AbortController().signal;
    const renewed: Tokens = await this.#issuer.ask(
      (configuration) => oidc.refreshTokenGrant(configuration, refresh),
      all,
    );
    if (!this.#tokens) return;
    // Issuers that don't replace the refresh token leave it out (RFC 6749, 6).
    this.#tokens = { ...renewed, refresh_token: renewed.refresh_token ?? refresh };
    this.#endsMs = this.#endOf(renewed);
  }

  #endOf({ expires_in = Infinity }: Tokens): number {
    return this.#clock.now() + expires_in * 1000;
  }
}

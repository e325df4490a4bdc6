/**
 * Logins that have begun here and are at the issuer.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import { sameSecret } from "../same_secret.ts";

/** What is kept until the browser comes back. */
export interface PendingLogin {
  /** Where it comes back to. */
  readonly callback: URL;
  /** The secret of its cookie. */
  readonly browser: string;
  /** The path to go to. */
  readonly next: string;
  /** The address that began it. */
  readonly from: string;
  /** Ties the ID token to this login. */
  readonly nonce: string;
  /** Ties the code to this server (RFC 7636). */
  readonly verifier: string;
}

/** As long as a user may take at the issuer. */
const KEEP_MS = 600_000;
/** The oldest makes room. */
const MAX_PENDING = 10_000;
/** Of one address: one client drops no login of others. */
const MAX_OF_ADDRESS = 50;

/** Keeps them by their states, each for one use. */
export class PendingLogins {
  readonly #clock: Clock;
  /** The oldest first. */
  readonly #all = new Map<string, PendingLogin & { readonly endsMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many there are. */
  get size(): number {
    return this.#all.size;
  }

  /** Keeps one for ten minutes. */
  add(state: string, login: PendingLogin): void {
    const now = this.#clock.now();
    for (const [key, { endsMs }] of this.#all) {
      if (endsMs > now) break;
      this.#all.delete(key);
    }
    const own = [...this.#all].filter(([, { from }]) => from === login.from);
    if (own.length >= MAX_OF_ADDRESS) this.#all.delete(own[0]?.[0] ?? "");
    else if (this.#all.size >= MAX_PENDING) this.#all.delete([...this.#all.keys()][0] ?? "");
    this.#all.set(state, { ...login, endsMs: now + KEEP_MS });
  }

  /** Takes the one that this browser began; it is of no use again. */
  take(state: string, browser: string | undefined): PendingLogin | undefined {
    const found = this.#all.get(state);
    this.#all.delete(state);
    if (!found || found.endsMs <= this.#clock.now() || browser === undefined) return undefined;
    return sameSecret(browser, found.browser) ? found : undefined;
  }
}

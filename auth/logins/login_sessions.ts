/**
 * Users that are logged in, by the secret id that their cookie has.
 *
 * @module
 */
import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "../../base/clock/mod.ts";
import type { Principal } from "../principal.ts";
import type { LoggedIn } from "./login_method.ts";

/** How long a login lasts. */
export interface LoginTimes {
  /** Without a request, in milliseconds. Setting `LOGIN_IDLE_S`. */
  readonly idleMs: number;
  /** In all, in milliseconds. Setting `LOGIN_MAX_S`. */
  readonly maxMs: number;
}

/** One login. */
export interface Login extends Omit<LoggedIn, "ended" | "onEnd"> {
  /** The id of the method by which the user has logged in. */
  readonly method: string;
  /** Aborts when it ends. */
  readonly ended: AbortSignal;
}

/** The logins of one principal. */
interface PrincipalLogins {
  /** By their keys, the oldest first. */
  readonly logins: Map<string, Login>;
  /** Aborts with the last one. */
  readonly stop: AbortController;
}

interface Kept {
  readonly login: Login;
  readonly onEnd: (() => void) | undefined;
  readonly stop: AbortController;
  readonly startedMs: number;
  usedMs: number;
  cancelTimer: () => void;
}

/** Of one user; the one that is unused for the longest time makes room. */
const MAX_OF_USER = 32;
/** Of all users; as above. */
const MAX_LOGINS = 10_000;

/** Keeps logins in memory, by the hashes of their ids. */
export class LoginSessions {
  readonly #times: LoginTimes;
  readonly #clock: Clock;
  /** The one that is unused for the longest time first. */
  readonly #all = new Map<string, Kept>();
  readonly #ofPrincipal = new Map<string, PrincipalLogins>();

  constructor(times: LoginTimes, clock: Clock) {
    this.#times = times;
    this.#clock = clock;
  }

  /** How many there are. */
  get size(): number {
    return this.#all.size;
  }

  /**
   * A user has logged in.
   *
   * @param method the id of the method by which
   * @returns the new login's id: 256 random bits, base64url
   */
  open({ ended, onEnd, ...user }: LoggedIn, method: string): string {
    this.#makeRoom(user.principalId);
    const id = new Uint8Array(randomBytes(32)).toBase64({
      alphabet: "base64url",
      omitPadding: true,
    });
    const stop = new AbortController();
    const startedMs = this.#clock.now();
    const key = keyOf(id);
    const login: Login = { ...user, method, ended: stop.signal };
    const kept: Kept = { login, onEnd, stop, startedMs, usedMs: startedMs, cancelTimer: () => {} };
    this.#all.set(key, kept);
    const own = this.#ofPrincipal.get(user.principalId) ??
      { logins: new Map(), stop: new AbortController() };
    own.logins.set(key, login);
    this.#ofPrincipal.set(user.principalId, own);
    this.#arm(key, kept);
    if (ended?.aborted) this.#end(key);
    ended?.addEventListener("abort", () => this.#end(key), { signal: stop.signal });
    return id;
  }

  /** The login of an id, which counts as used now. */
  find(id: string): Login | undefined {
    const key = keyOf(id);
    const kept = this.#all.get(key);
    if (!kept || this.#leftMs(kept) <= 0) return undefined;
    kept.usedMs = this.#clock.now();
    this.#all.delete(key);
    this.#all.set(key, kept);
    return kept.login;
  }

  /** The newest login of a principal, whose `ended` aborts with the last one. */
  ofPrincipal(id: string): Login | undefined {
    const own = this.#ofPrincipal.get(id);
    const newest = own && [...own.logins.values()].at(-1);
    return newest && { ...newest, ended: own.stop.signal };
  }

  /** Ends the login of an id. */
  end(id: string): void {
    this.#end(keyOf(id));
  }

  /** Ends those for which it is asked. */
  endWhere(isOver: (login: Login) => boolean): void {
    for (const [key, { login }] of [...this.#all]) if (isOver(login)) this.#end(key);
  }

  #end(key: string): void {
    const kept = this.#all.get(key);
    if (!kept) return;
    this.#all.delete(key);
    kept.cancelTimer();
    kept.stop.abort();
    const own = this.#ofPrincipal.get(kept.login.principalId);
    own?.logins.delete(key);
    if (own?.logins.size === 0) {
      this.#ofPrincipal.delete(kept.login.principalId);
      own.stop.abort();
    }
    kept.onEnd?.();
  }

  #arm(key: string, kept: Kept): void {
    kept.cancelTimer = this.#clock.after(this.#leftMs(kept), () => {
      if (this.#leftMs(kept) <= 0) this.#end(key);
      else this.#arm(key, kept);
    });
  }

  #leftMs({ startedMs, usedMs }: Kept): number {
    const { idleMs, maxMs } = this.#times;
    return Math.min(startedMs + maxMs, usedMs + idleMs) - this.#clock.now();
  }

  #makeRoom(principalId: string): void {
    const own = this.#ofPrincipal.get(principalId)?.logins;
    const keys = own && own.size >= MAX_OF_USER
      ? [...this.#all.keys()].filter((key) => own.has(key))
      : this.#all.size >= MAX_LOGINS
      ? [...this.#all.keys()]
      : [];
    if (keys[0] !== undefined) this.#end(keys[0]);
  }
}

/** What memory has of an id: reading it gives no login away. */
function keyOf(id: string): string {
  return createHash("sha256").update(id).digest("base64");
}

/** Who a login's caller is. */
export function principalOf({ principalId, user, roles, ended }: Login): Principal {
  return { id: principalId, name: user, roles: new Set(roles), ended };
}

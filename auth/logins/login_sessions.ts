/**
 * Users that are logged in, by the secret id that their cookie has.
 *
 * @module
 */
import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "../../base/clock/mod.ts";

/** How long a login lasts. */
export interface LoginTimes {
  /** Without a request, in milliseconds. Setting `LOGIN_IDLE_S`. */
  readonly idleMs: number;
  /** In all, in milliseconds. Setting `LOGIN_MAX_S`. */
  readonly maxMs: number;
}

/** One login. */
export interface Login {
  /** Who has logged in. */
  readonly user: string;
  /** What the user was checked against then; another value ends the login. */
  readonly checkedBy: string;
  /** Aborts when it ends. */
  readonly ended: AbortSignal;
}

interface Kept extends Login {
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
   * @param checkedBy as in {@linkcode Login}
   * @returns the new login's id: 256 random bits, base64url
   */
  open(user: string, checkedBy: string): string {
    this.#makeRoom(user);
    const id = new Uint8Array(randomBytes(32)).toBase64({
      alphabet: "base64url",
      omitPadding: true,
    });
    const stop = new AbortController();
    const startedMs = this.#clock.now();
    const key = keyOf(id);
    const kept: Kept = {
      user,
      checkedBy,
      ended: stop.signal,
      stop,
      startedMs,
      usedMs: startedMs,
      cancelTimer: () => {},
    };
    this.#all.set(key, kept);
    this.#arm(key, kept);
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
    return kept;
  }

  /** Ends the login of an id. */
  end(id: string): void {
    this.#end(keyOf(id));
  }

  /** Ends those for which it is asked. */
  endWhere(isOver: (login: Login) => boolean): void {
    for (const [key, kept] of [...this.#all]) if (isOver(kept)) this.#end(key);
  }

  #end(key: string): void {
    const kept = this.#all.get(key);
    if (!kept) return;
    this.#all.delete(key);
    kept.cancelTimer();
    kept.stop.abort();
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

  #makeRoom(user: string): void {
    const own = [...this.#all].filter(([, kept]) => kept.user === user);
    const oldest = own.length >= MAX_OF_USER
      ? own[0]?.[0]
      : this.#all.size >= MAX_LOGINS
      ? this.#all.keys().next().value
      : undefined;
    if (oldest !== undefined) this.#end(oldest);
  }
}

/** What memory has of an id: reading it gives no login away. */
function keyOf(id: string): string {
  return createHash("sha256").update(id).digest("base64");
}

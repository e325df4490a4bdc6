/**
 * Attempts to log in, limited by growing waits.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Clock } from "../../base/clock/mod.ts";

/** How waits grow. */
export interface AttemptLimits {
  /** Failures that cost no wait. */
  readonly free: number;
  /** The longest wait, in milliseconds. */
  readonly maxWaitMs: number;
}

/** Any client can fail for another user's account: the wait of an account doesn't keep its user out for long. */
export const ACCOUNT_LIMITS: AttemptLimits = { free: 4, maxWaitMs: 60_000 };
/** Many users may share an address. */
export const ADDRESS_LIMITS: AttemptLimits = { free: 20, maxWaitMs: 900_000 };

const FIRST_WAIT_MS = 1000;
/** Without a failure for this long, all is forgotten. */
const FORGET_MS = 3_600_000;
/** Accounts or addresses that are remembered; the oldest failure is forgotten first. */
const MAX_KEYS = 10_000;

interface Failures {
  count: number;
  lastMs: number;
}

/** Counts failures of accounts, or of addresses. */
export class Attempts {
  readonly #limits: AttemptLimits;
  readonly #clock: Clock;
  /** The oldest last failure first. */
  readonly #all = new Map<string, Failures>();

  /** Has counted nothing yet. */
  constructor(limits: AttemptLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** How many are remembered. */
  get size(): number {
    return this.#all.size;
  }

  /**
   * Checks that an attempt may be made.
   *
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED`, with the time to wait
   */
  check(key: string): void {
    const waitMs = this.#waitMs(key);
    if (waitMs <= 0) return;
    throw new FrameboxError(
      "RESOURCE_EXHAUSTED",
      `There were too many attempts to log in; try again in ${Math.ceil(waitMs / 1000)} s.`,
      undefined,
      because("login-too-soon", { wait_s: Math.ceil(waitMs / 1000) }),
    );
  }

  /** Books a failure before the password is checked, so that attempts made at once are counted, too. */
  book(key: string): void {
    const now = this.#clock.now();
    const before = this.#recent(key);
    this.#all.delete(key);
    if (this.#all.size >= MAX_KEYS) {
      for (const oldest of this.#all.keys()) {
        this.#all.delete(oldest);
        break;
      }
    }
    this.#all.set(key, { count: (before?.count ?? 0) + 1, lastMs: now });
  }

  /** An attempt was no failure. */
  unbook(key: string): void {
    const failures = this.#all.get(key);
    if (failures && --failures.count <= 0) this.#all.delete(key);
  }

  /** An account's user has logged in. */
  forget(key: string): void {
    this.#all.delete(key);
  }

  #waitMs(key: string): number {
    const failures = this.#recent(key);
    const over = (failures?.count ?? 0) - this.#limits.free;
    if (!failures || over < 0) return 0;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(over, 30), this.#limits.maxWaitMs);
    return failures.lastMs + wait - this.#clock.now();
  }

  #recent(key: string): Failures | undefined {
    const failures = this.#all.get(key);
    if (failures && failures.lastMs + FORGET_MS > this.#clock.now()) return failures;
    this.#all.delete(key);
    return undefined;
  }
}

/**
 * By what the attempts of an address are counted: a client that has one address of IPv6 mostly has all of its /64
 * (RFC 6177).
 */
export function addressKey(address: string): string {
  const plain = /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1] ?? address;
  if (!plain.includes(":") || plain.includes(".")) return plain;
  const [head = [], tail = []] = plain.replace(/%.*$/, "").split("::").map((part) =>
    part.split(":").filter((group) => group !== "")
  );
  const zeros = Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0");
  const groups = [...head, ...zeros, ...tail].slice(0, 4).map((group) =>
    Number.parseInt(group, 16)
  );
  return `${groups.map((group) => group.toString(16)).join(":")}::/64`;
}

/**
 * Hashes of passwords: scrypt (RFC 7914), written as PHC strings: `$scrypt$ln=15,r=8,p=1$salt$hash`, base64 without
 * padding.
 *
 * @module
 */
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { because, FrameboxError } from "../../base/errors/mod.ts";

/** 32 MB and some 60 ms for each hash (OWASP's Password Storage Cheat Sheet has this among its equivalents). */
const COST = { ln: 15, r: 8, p: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** More memory than this for one hash is refused: 2^7 · r · N bytes. */
const MAX_MEMORY = 256 * 1024 * 1024;

/** Hashes at once; each takes a thread and 32 MB. */
const AT_ONCE = 2;
/** Those that wait for that. */
const MAX_WAITING = 64;

const PHC =
  /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{8,88})\$([A-Za-z0-9+/]{22,88})$/;

interface Hash {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

/** Makes and checks hashes, a bounded number at once. */
export class PasswordHasher {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** The hash of a password, with a new salt. */
  async hash(password: string): Promise<string> {
    const salt = new Uint8Array(randomBytes(SALT_BYTES));
    const hash = await this.#derive(password, { ...COST, salt, hash: new Uint8Array(HASH_BYTES) });
    const parts = [salt, hash].map((bytes) => bytes.toBase64({ omitPadding: true }));
    return `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${parts.join("$")}`;
  }

  /**
   * Whether a password is the one of a hash.
   *
   * @param stored `undefined` for a user that there is none of: takes as long, and is false
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED` when too many wait
   */
  async verify(password: string, stored: string | undefined): Promise<boolean> {
    const parsed = stored === undefined ? undefined : parseHash(stored);
    const expected = parsed ?? DECOY;
    const derived = await this.#derive(password, expected);
    return timingSafeEqual(derived, expected.hash) && parsed !== undefined;
  }

  async #derive(password: string, { ln, r, p, salt, hash }: Hash): Promise<Uint8Array> {
    await this.#enter();
    try {
      return await new Promise((resolve, reject) => {
        const options = { N: 2 ** ln, r, p, maxmem: 2 * MAX_MEMORY };
        scrypt(password.normalize("NFC"), salt, hash.length, options, (error, derived) => {
          if (error) reject(error);
          else resolve(new Uint8Array(derived));
        });
      });
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= MAX_WAITING) {
        throw new FrameboxError(
          "RESOURCE_EXHAUSTED",
          "Too many users log in at this moment; try again in a few seconds.",
          undefined,
          because("too-many-requests"),
        );
      }
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.push(resolve);
      await promise;
    }
    this.#running++;
  }
}

/** Checked where there is no such user. */
const DECOY: Hash = {
  ...COST,
  salt: new Uint8Array(randomBytes(SALT_BYTES)),
  hash: new Uint8Array(randomBytes(HASH_BYTES)),
};

/** Whether a text is a hash that can be checked here. */
export function isPasswordHash(text: string): boolean {
  return parseHash(text) !== undefined;
}

function parseHash(text: string): Hash | undefined {
  const found = PHC.exec(text);
  if (!found) return undefined;
  const [ln, r, p] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (ln < 1 || r < 1 || p < 1 || 128 * r * 2 ** ln > MAX_MEMORY) return undefined;
  try {
    return {
      ln,
      r,
      p,
      salt: Uint8Array.fromBase64(found[4] ?? ""),
      hash: Uint8Array.fromBase64(found[5] ?? ""),
    };
  } catch {
    return undefined;
  }
}

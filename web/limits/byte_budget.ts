/**
 * A bound on the bytes that many callers hold at once.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";

/** Bytes that uploads and live frames may hold together. */
export class ByteBudget {
  readonly #limit: number;
  #used = 0;

  /** @param limit in bytes, of all holders together */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Bytes held now. */
  get used(): number {
    return this.#used;
  }

  /** Opens an account; its owner closes it with {@linkcode ByteAccount.release}. */
  account(): ByteAccount {
    return new ByteAccount((bytes) => this.#take(bytes));
  }

  #take(bytes: number): boolean {
    if (this.#used + bytes > this.#limit) return false;
    this.#used += bytes;
    return true;
  }
}

/** What one upload or one socket holds of a {@linkcode ByteBudget}. */
export class ByteAccount {
  readonly #take: (bytes: number) => boolean;
  #held = 0;

  /** @param take asks the budget; negative numbers give back */
  constructor(take: (bytes: number) => boolean) {
    this.#take = take;
  }

  /**
   * Takes some more.
   *
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED` when framebox holds too much already
   */
  add(bytes: number): void {
    if (!this.#take(bytes)) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        "framebox holds too many pictures at this moment; try again in a few seconds.",
        undefined,
        because("too-many-held"),
      );
    }
    this.#held += bytes;
  }

  /** Gives back some, or all. */
  release(bytes: number = this.#held): void {
    this.#take(-bytes);
    this.#held -= bytes;
  }
}

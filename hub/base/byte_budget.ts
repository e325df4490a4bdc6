/**
 * How many bytes the frames in flight of all sessions may take, and who waits for room.
 *
 * @module
 */

import type { Afterwards } from "./events.ts";

/** A bound that is shared. Those who wait are asked again, in their order, when bytes come back. */
export class ByteBudget {
  readonly #limit: number;
  readonly #afterwards: Afterwards;
  readonly #waiting = new Set<() => void>();
  #used = 0;

  /** @param limit the bound in bytes */
  constructor(limit: number, afterwards: Afterwards) {
    this.#limit = limit;
    this.#afterwards = afterwards;
  }

  /** Bytes that are taken now. */
  get used(): number {
    return this.#used;
  }

  /** Whether so many bytes could ever be had. */
  fits(bytes: number): boolean {
    return bytes <= this.#limit;
  }

  /** Takes bytes, if they are there. */
  take(bytes: number): boolean {
    if (this.#used + bytes > this.#limit) return false;
    this.#used += bytes;
    return true;
  }

  /** Takes bytes that are in memory already, over the bound if need be: others then wait for longer. */
  takeAnyway(bytes: number): void {
    this.#used += bytes;
  }

  /** Calls `again` when bytes have come back, each time until it says {@linkcode forget}. */
  wait(again: () => void): void {
    this.#waiting.add(again);
  }

  /** No longer waits. */
  forget(again: () => void): void {
    this.#waiting.delete(again);
  }

  /** Gives bytes back. */
  giveBack(bytes: number): void {
    this.#used -= bytes;
    for (const again of this.#waiting) this.#afterwards.add(again);
  }
}

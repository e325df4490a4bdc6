/**
 * The bound on the memory of the frames in flight of all sessions.
 *
 * @module
 */

import type { MicrotaskQueue } from "./events.ts";

/** A shared bound in bytes. When bytes are given back, waiters are called again in their order. */
export class ByteBudget {
  readonly #limitBytes: number;
  readonly #microtasks: MicrotaskQueue;
  readonly #waiters = new Set<() => void>();
  #used = 0;

  constructor(limitBytes: number, microtasks: MicrotaskQueue) {
    this.#limitBytes = limitBytes;
    this.#microtasks = microtasks;
  }

  /** Bytes that are taken now. */
  get used(): number {
    return this.#used;
  }

  /** Whether the bound allows this number of bytes at all. */
  fits(bytes: number): boolean {
    return bytes <= this.#limitBytes;
  }

  /** Takes bytes if they are free. Returns whether they were. */
  take(bytes: number): boolean {
    if (this.#used + bytes > this.#limitBytes) return false;
    this.#used += bytes;
    return true;
  }

  /** Takes bytes that are in memory already, beyond the bound if need be. Others then wait longer. */
  takeAnyway(bytes: number): void {
    this.#used += bytes;
  }

  /** Calls `retry` each time when bytes were given back, until {@linkcode forget}. */
  wait(retry: () => void): void {
    this.#waiters.add(retry);
  }

  /** Calls `retry` no more. */
  forget(retry: () => void): void {
    this.#waiters.delete(retry);
  }

  /** Gives bytes back. */
  giveBack(bytes: number): void {
    this.#used -= bytes;
    for (const retry of this.#waiters) this.#microtasks.add(retry);
  }
}

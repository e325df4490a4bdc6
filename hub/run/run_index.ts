/**
 * Open runs by the hash that names them on the wire.
 *
 * @module
 */

/**
 * The open runs of a hub. A run adds itself under each new hash and removes the old one; the hub and its
 * connections look runs up.
 */
export class RunIndex<Run> implements Iterable<Run> {
  readonly #byHash = new Map<string, Run>();

  /** How many are open. */
  get count(): number {
    return this.#byHash.size;
  }

  /** The run whose present hash this is. */
  byHash(hash: string): Run | undefined {
    return this.#byHash.get(hash);
  }

  /** A run has this hash from now on. */
  add(hash: string, run: Run): void {
    this.#byHash.set(hash, run);
  }

  /** The hash is no run's any more: it was reset, or has ended. */
  remove(hash: string): void {
    this.#byHash.delete(hash);
  }

  /** The runs of this moment: one that is added or removed meanwhile changes nothing. */
  [Symbol.iterator](): Iterator<Run> {
    return [...this.#byHash.values()].values();
  }
}

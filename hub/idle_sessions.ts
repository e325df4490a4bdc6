/**
 * Which session ends when the server needs room for another.
 *
 * @module
 */

/** Sessions that are idle at this moment, in the order of their last use. All operations are O(1). */
export class IdleSessions<S> {
  /** Sessions that serve no purpose but their results. */
  readonly #evictable = new Set<S>();
  readonly #left = new Set<S>();

  /** A session is unused from now on. */
  put(session: S, isEvictable: boolean): void {
    this.delete(session);
    (isEvictable ? this.#evictable : this.#left).add(session);
  }

  /** A session is in use, or has ended. */
  delete(session: S): void {
    this.#evictable.delete(session);
    this.#left.delete(session);
  }

  /** Of those that may end at any moment, the least recently used. */
  get evictable(): S | undefined {
    return first(this.#evictable);
  }

  /** Of the others, the least recently used. */
  get left(): S | undefined {
    return first(this.#left);
  }
}

function first<T>(set: ReadonlySet<T>): T | undefined {
  return set.values().next().value;
}

/**
 * Which session ends when framebox needs room for another.
 *
 * @module
 */

/** Sessions that nobody uses at this moment, in the order of their last use. All is O(1). */
export class IdleSessions<S> {
  /** What they were made for is over; they are kept only while there is room. */
  readonly #evictable = new Set<S>();
  readonly #left = new Set<S>();

  /** A session was used last of all, and is left now. */
  put(session: S, isEvictable: boolean): void {
    this.delete(session);
    (isEvictable ? this.#evictable : this.#left).add(session);
  }

  /** A session is in use, or has ended. */
  delete(session: S): void {
    this.#evictable.delete(session);
    this.#left.delete(session);
  }

  /** Of those that may go at any moment, the one that was used the longest ago. */
  get evictable(): S | undefined {
    return first(this.#evictable);
  }

  /** Of the others, the one that was left the longest ago. */
  get left(): S | undefined {
    return first(this.#left);
  }
}

function first<T>(set: ReadonlySet<T>): T | undefined {
  return set.values().next().value;
}

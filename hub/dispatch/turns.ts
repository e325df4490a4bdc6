/**
 * Turns: next is the one that waits and was served the longest ago.
 *
 * The order of arrival is not fair where each has one place, as a camera has one frame that waits. A camera
 * that is served just before its next frame comes would wait again at once; one that is served just after it
 * would wait a whole frame later. With nearly enough processors for all, some cameras would get each of their
 * frames processed and others every second one, by nothing but their phase.
 *
 * @module
 */

/** Bound on the names that are remembered; those that were served the longest ago are forgotten. */
const MAX_REMEMBERED = 1024;

/** When each key was served. Time is counted in servings. A key that is forgotten is a newcomer. */
export interface Servings<K> {
  /** How many there were. */
  count: number;
  at(key: K): number | undefined;
  set(key: K, at: number): void;
}

/** Servings by name, of which {@linkcode MAX_REMEMBERED} are remembered. */
export function servingsByName<K>(): Servings<K> {
  const served = new Map<K, number>();
  return {
    count: 0,
    at: (key) => served.get(key),
    set(key, at) {
      served.delete(key);
      served.set(key, at);
      if (served.size <= MAX_REMEMBERED) return;
      for (const oldest of served.keys()) {
        served.delete(oldest);
        return;
      }
    },
  };
}

/** Servings of objects, as long as the objects live. */
export function servingsOf<K extends WeakKey>(): Servings<K> {
  const served = new WeakMap<K, number>();
  return { count: 0, at: (key) => served.get(key), set: (key, at) => void served.set(key, at) };
}

interface Place<K, V> {
  readonly key: K;
  readonly value: V;
  /** When it was served last; for one that never was, when it came. */
  readonly since: number;
}

/** Values that wait, in their turns. */
export class Turns<K, V> {
  readonly #servings: Servings<K>;
  /** In their order. */
  readonly #places: Place<K, V>[] = [];
  readonly #byKey = new Map<K, Place<K, V>>();

  /** @param servings when each key was served before */
  constructor(servings: Servings<K>) {
    this.#servings = servings;
  }

  /** How many wait. */
  get size(): number {
    return this.#places.length;
  }

  /** Those that wait, the next one first. */
  *values(): Iterable<V> {
    for (const { value } of this.#places) yield value;
  }

  /** The value of this key, if it waits. */
  get(key: K): V | undefined {
    return this.#byKey.get(key)?.value;
  }

  /** Begins to wait: before those that were served after it; a newcomer behind all. */
  join(key: K, value: V): void {
    this.#put({ key, value, since: this.#servings.at(key) ?? this.#servings.count });
  }

  /** Waits no more. */
  leave(key: K): void {
    const place = this.#byKey.get(key);
    if (!place) return;
    this.#byKey.delete(key);
    this.#places.splice(this.#places.indexOf(place), 1);
  }

  /** It is served now. It then waits behind all others, unless it leaves. */
  serve(key: K, leaves: boolean): void {
    const value = this.get(key);
    this.leave(key);
    const since = ++this.#servings.count;
    this.#servings.set(key, since);
    if (value !== undefined && !leaves) this.#put({ key, value, since });
  }

  #put(place: Place<K, V>): void {
    // Searched from the end, where most places belong.
    let at = this.#places.length;
    while (at > 0 && (this.#places[at - 1]?.since ?? 0) > place.since) at--;
    this.#places.splice(at, 0, place);
    this.#byKey.set(place.key, place);
  }
}

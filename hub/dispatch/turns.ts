/**
 * Whose turn it is: of those who wait, the one that was served the longest ago.
 *
 * The order of coming is not enough where each has one place, as a camera has one frame that waits. Whoever
 * was served a moment before its next frame came would wait again at once, and whoever was served a moment
 * after it a whole frame later: with nearly enough processors for all, some would get each of their frames
 * and others every second one, by nothing but the phase of their cameras.
 *
 * @module
 */

/** Those that are remembered by name; the ones that were served the longest ago are forgotten. */
const MAX_REMEMBERED = 1024;

/** When each was served. Time is counted in servings; who is forgotten is a newcomer. */
export interface Servings<K> {
  /** How many there were. */
  count: number;
  at(key: K): number | undefined;
  set(key: K, at: number): void;
}

/** By name: so many are remembered. */
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

/** Of objects: for as long as there are any. */
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

/** Those who wait, in their turns. */
export class Turns<K, V> {
  readonly #servings: Servings<K>;
  /** In their order. */
  readonly #places: Place<K, V>[] = [];
  readonly #byKey = new Map<K, Place<K, V>>();

  /** @param servings what is known of those that come */
  constructor(servings: Servings<K>) {
    this.#servings = servings;
  }

  /** How many wait. */
  get size(): number {
    return this.#places.length;
  }

  /** Those who wait, the next one first. */
  *values(): Iterable<V> {
    for (const { value } of this.#places) yield value;
  }

  /** The one of this name, if it waits. */
  get(key: K): V | undefined {
    return this.#byKey.get(key)?.value;
  }

  /** Begins to wait: before those that were served after it, a newcomer behind all. */
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

  /** It is served now, and waits on behind all others if it is not to leave. */
  serve(key: K, leaves: boolean): void {
    const value = this.get(key);
    this.leave(key);
    const since = ++this.#servings.count;
    this.#servings.set(key, since);
    if (value !== undefined && !leaves) this.#put({ key, value, since });
  }

  #put(place: Place<K, V>): void {
    // Most belong near the end.
    let at = this.#places.length;
    while (at > 0 && (this.#places[at - 1]?.since ?? 0) > place.since) at--;
    this.#places.splice(at, 0, place);
    this.#byKey.set(place.key, place);
  }
}

/**
 * Which objects of a folder were reported, so that each is reported once, whether an event or a list showed it.
 *
 * @module
 */
import type { StoredObject } from "./object_storage.ts";

interface Known {
  readonly etag: string;
  readonly atMs: number;
  readonly isByEvent: boolean;
}

/** More are forgotten, the oldest first; lists then leave out what is as old. */
const MAX_KNOWN = 10_000;
/** An event's time and the object's own differ by a few milliseconds. */
const SAME_MS = 1000;
/** Objects that are being written get their time before they can be listed. */
const SLACK_MS = 5000;

/** See the module. All times are the storage's own. */
export class KnownObjects {
  readonly #known = new Map<string, Known>();
  /** What isn't newer was there before, or was reported and forgotten. */
  #sinceMs = -Infinity;
  #newestMs = -Infinity;

  /** An object that was there before. */
  addBase(object: StoredObject): void {
    const atMs = timeOf(object);
    if (Number.isFinite(atMs)) this.#newestMs = Math.max(this.#newestMs, atMs);
    this.#sinceMs = Math.max(this.#sinceMs, this.#newestMs - SLACK_MS);
    if (atMs > this.#sinceMs) this.#add(object, false);
  }

  /** Whether an event is of an object that no list has reported; it is known from then on. */
  isNewEvent(object: StoredObject): boolean {
    const known = this.#known.get(object.key);
    const isListed = known !== undefined && !known.isByEvent && isSame(known, object);
    this.#add(object, true);
    return !isListed;
  }

  /** Whether an object of a list was never reported; it is known from then on. */
  isNewInList(object: StoredObject): boolean {
    if (timeOf(object) <= this.#sinceMs) return false;
    const known = this.#known.get(object.key);
    // An older state of what an event has reported already.
    if (known !== undefined && (isSame(known, object) || known.atMs > timeOf(object))) return false;
    this.#add(object, false);
    return true;
  }

  #add(object: StoredObject, isByEvent: boolean): void {
    this.#known.delete(object.key);
    this.#known.set(object.key, { etag: object.etag, atMs: timeOf(object), isByEvent });
    if (this.#known.size <= MAX_KNOWN) return;
    const [oldest] = this.#known;
    if (oldest === undefined) return;
    const [key, { atMs }] = oldest;
    this.#known.delete(key);
    if (Number.isFinite(atMs)) this.#sinceMs = Math.max(this.#sinceMs, atMs);
  }
}

function isSame(known: Known, object: StoredObject): boolean {
  const atMs = timeOf(object);
  const isSameTime = known.atMs === atMs || Math.abs(known.atMs - atMs) < SAME_MS;
  return known.etag === object.etag && isSameTime;
}

/** An object without a time is always new by its time. */
function timeOf({ modifiedAt }: StoredObject): number {
  return modifiedAt?.getTime() ?? Infinity;
}

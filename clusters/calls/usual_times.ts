/**
 * How long services usually take, for each user.
 *
 * @module
 */

/** Services of all users that are remembered; those that were not called for the longest time go first. */
const MAX_SERVICES = 2000;

/** See the module. In memory alone. */
export class UsualTimes {
  readonly #ms = new Map<string, number>();

  /** What the newest call took that went well, in milliseconds. */
  of(owner: string, service: string): number | undefined {
    return this.#ms.get(keyOf(owner, service));
  }

  /** A call went well. */
  note(owner: string, service: string, ms: number): void {
    const key = keyOf(owner, service);
    this.#ms.delete(key);
    this.#ms.set(key, ms);
    const [oldest] = this.#ms.keys();
    if (this.#ms.size > MAX_SERVICES && oldest !== undefined) this.#ms.delete(oldest);
  }
}

function keyOf(owner: string, service: string): string {
  return JSON.stringify([owner, service]);
}

/**
 * When the next frame may go out. Two under way keep the server busy and the latency low. If an
 * answer takes long, the one that waits is replaced now and then by a fresher one, so that what a
 * slow worker gets next is not old.
 */

const UNDER_WAY = 2;
const REFRESH_MS = 200;

export class Pace {
  /** Index of the last frame sent on this socket. */
  #sent = -1;
  /** Index of the newest one answered. Older ones are settled with it. */
  #answered = -1;
  #sentAt = -Infinity;
  /** When what was sent was seen by the camera */
  #seenAt = new Map<number, number>();

  /** @param bufferedBytes that have not left the browser */
  maySend(now: number, bufferedBytes: number): boolean {
    if (this.#sent - this.#answered < UNDER_WAY) return true;
    return bufferedBytes === 0 && now - this.#sentAt >= REFRESH_MS;
  }

  sent(index: number, seenAt: number, now: number): void {
    this.#sent = index;
    this.#sentAt = now;
    this.#seenAt.set(index, seenAt);
  }

  /** @returns when the camera saw it */
  answered(index: number | null): number | undefined {
    if (index === null) return undefined;
    const seenAt = this.#seenAt.get(index);
    this.#answered = Math.max(this.#answered, index);
    for (const known of this.#seenAt.keys()) {
      if (known <= index) this.#seenAt.delete(known);
    }
    return seenAt;
  }

  /** Another socket: nothing is under way on it. */
  restart(): void {
    this.#sent = -1;
    this.#answered = -1;
    this.#seenAt.clear();
  }
}

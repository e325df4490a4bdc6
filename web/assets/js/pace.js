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
  /** @type {Map<number, number>} when what was sent was seen by the camera */
  #seenAt = new Map();

  /**
   * @param {number} now
   * @param {number} bufferedBytes that have not left the browser
   */
  maySend(now, bufferedBytes) {
    if (this.#sent - this.#answered < UNDER_WAY) return true;
    return bufferedBytes === 0 && now - this.#sentAt >= REFRESH_MS;
  }

  /**
   * @param {number} index
   * @param {number} seenAt
   * @param {number} now
   */
  sent(index, seenAt, now) {
    this.#sent = index;
    this.#sentAt = now;
    this.#seenAt.set(index, seenAt);
  }

  /**
   * @param {number | null} index
   * @returns {number | undefined} when the camera saw it
   */
  answered(index) {
    if (index === null) return undefined;
    const seenAt = this.#seenAt.get(index);
    this.#answered = Math.max(this.#answered, index);
    for (const known of this.#seenAt.keys()) {
      if (known <= index) this.#seenAt.delete(known);
    }
    return seenAt;
  }

  /** Another socket: nothing is under way on it. */
  restart() {
    this.#sent = -1;
    this.#answered = -1;
    this.#seenAt.clear();
  }
}

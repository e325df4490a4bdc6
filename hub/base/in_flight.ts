/**
 * The hub's work in flight.
 *
 * @module
 */

/** Counts leases and writes that are not over, so that a drain knows when it is done. */
export class InFlight {
  /** Called when nothing is leased and no result is being written any more. */
  onIdle: () => void = () => {};
  #leases = 0;
  #writes = 0;

  /** Leases that are not over. */
  get leases(): number {
    return this.#leases;
  }

  /** Whether nothing is in flight. */
  get isIdle(): boolean {
    return this.#leases === 0 && this.#writes === 0;
  }

  /** A lease begins (1) or is over (-1). */
  changeLeases(change: 1 | -1): void {
    this.#leases += change;
    if (this.isIdle) this.onIdle();
  }

  /** The writing of a result begins (1) or is over (-1). */
  changeWrites(change: 1 | -1): void {
    this.#writes += change;
    if (this.isIdle) this.onIdle();
  }
}

/**
 * The leases of one connection.
 *
 * @module
 */
import type { HubRun } from "../run/run.ts";
import type { HubLease } from "./lease.ts";

/** Leases that are not over, by their runs, the oldest first. */
export class HeldLeases {
  readonly #byRun = new Map<HubRun, Set<HubLease>>();

  /** Whether there is none. */
  get isEmpty(): boolean {
    return this.#byRun.size === 0;
  }

  /** How many are of this run. */
  count(run: HubRun): number {
    return this.#byRun.get(run)?.size ?? 0;
  }

  /** Those of this run. */
  ofRun(run: HubRun): HubLease[] {
    return [...this.#byRun.get(run) ?? []];
  }

  /** All, each run's on their own. */
  byRun(): HubLease[][] {
    return [...this.#byRun.values()].map((leases) => [...leases]);
  }

  /** A lease begins. */
  add(lease: HubLease): void {
    const leases = this.#byRun.get(lease.run);
    if (leases) leases.add(lease);
    else this.#byRun.set(lease.run, new Set([lease]));
  }

  /** A lease is over. */
  delete(lease: HubLease): void {
    const leases = this.#byRun.get(lease.run);
    leases?.delete(lease);
    if (leases?.size === 0) this.#byRun.delete(lease.run);
  }
}

/**
 * The newest result of a run that has a payload.
 *
 * @module
 */
import type { Outcome, Policy } from "../api/mod.ts";
import type { CacheOwner, ResultCache } from "../storage/result_cache.ts";

/** Keeps the newest result in the cache, and lets the one before it go. */
export class NewestResult {
  readonly #cache: ResultCache;
  readonly #owner: CacheOwner;
  readonly #run: { readonly id: string; readonly policy: Policy };
  #number: number | undefined;

  constructor(
    cache: ResultCache,
    owner: CacheOwner,
    run: { readonly id: string; readonly policy: Policy },
  ) {
    this.#cache = cache;
    this.#owner = owner;
    this.#run = run;
  }

  /** The outcome, if it is still cached. */
  get outcome(): Outcome | undefined {
    if (this.#number === undefined) return undefined;
    return this.#cache.get(this.#owner, this.#run.id, this.#number);
  }

  /** A newer result with a payload is shown. */
  replace(outcome: Outcome): void {
    const { id, policy } = this.#run;
    const before = this.#number === undefined
      ? undefined
      : this.#cache.removeUnrequested(this.#owner, id, this.#number);
    // Readers of a lossless run may be behind and still want its pixels.
    if (policy === "latest" && before?.kind === "done") before.content.payload?.outdate();
    this.#number = outcome.number;
    this.#cache.put(this.#owner, id, outcome, false);
  }

  /** Removes all results of the run from the cache. */
  clear(): void {
    this.#cache.forget(this.#owner, this.#run.id);
    this.#number = undefined;
  }
}

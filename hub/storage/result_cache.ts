/**
 * Results that are cached in memory with their payloads, for later download.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import type { Outcome } from "../api/mod.ts";

/** Results without a payload cost no bytes; this bounds their number. */
const MAX_ENTRIES = 100_000;

/** Whose results they are: a session. */
export interface CacheOwner {
  /** While a user is connected, results don't expire; only the bound on bytes removes them. */
  readonly attached: boolean;
}

interface Entry {
  readonly owner: CacheOwner;
  readonly runId: string;
  readonly outcome: Outcome;
  readonly bytes: number;
  /** A user has it cached; else it is only the newest of its run and is removed with the next one. */
  isRequested: boolean;
  expiresAt: number;
}

/** Cached outcomes of all sessions. The least recently used are removed first when a bound is reached. */
export class ResultCache {
  readonly #clock: Clock;
  readonly #maxBytes: number;
  readonly #keepMs: number;
  /** In order of use, the least recent first. */
  readonly #entries = new Set<Entry>();
  readonly #byOwner = new Map<CacheOwner, Map<string, Entry>>();
  #bytes = 0;
  #cancelTimer: (() => void) | undefined;

  /**
   * @param maxBytes bound on all payloads together
   * @param keepMs how long an outcome is cached, in milliseconds
   */
  constructor(clock: Clock, maxBytes: number, keepMs: number) {
    this.#clock = clock;
    this.#maxBytes = maxBytes;
    this.#keepMs = keepMs;
  }

  /** Bytes of all cached payloads. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Caches an outcome. `isRequested: false`: only as the newest of its run. */
  put(owner: CacheOwner, runId: string, outcome: Outcome, isRequested: boolean): void {
    const existing = this.#find(owner, runId, outcome.number);
    if (existing && existing.outcome === outcome) {
      existing.isRequested ||= isRequested;
      existing.expiresAt = this.#clock.now() + this.#keepMs;
      this.#use(existing);
      return;
    }
    if (existing) this.#remove(existing);
    const bytes = outcome.kind === "done" ? outcome.content.payload?.byteLength ?? 0 : 0;
    if (bytes > this.#maxBytes) return;
    const expiresAt = this.#clock.now() + this.#keepMs;
    const entry = { owner, runId, outcome, bytes, isRequested, expiresAt };
    let own = this.#byOwner.get(owner);
    if (!own) this.#byOwner.set(owner, own = new Map());
    own.set(keyOf(runId, outcome.number), entry);
    this.#entries.add(entry);
    this.#bytes += bytes;
    for (const oldest of this.#entries) {
      if (this.#bytes <= this.#maxBytes && this.#entries.size <= MAX_ENTRIES) break;
      this.#remove(oldest);
    }
    this.#cancelTimer ??= this.#clock.after(this.#keepMs, () => this.#expire());
  }

  /** A cached outcome, which counts as its use. */
  get(owner: CacheOwner, runId: string, number: number): Outcome | undefined {
    const entry = this.#find(owner, runId, number);
    if (entry) this.#use(entry);
    return entry?.outcome;
  }

  /**
   * Removes an outcome unless its caching was requested, since a newer one of its run has come.
   *
   * @returns the outcome, if it was removed
   */
  removeUnrequested(owner: CacheOwner, runId: string, number: number): Outcome | undefined {
    const entry = this.#find(owner, runId, number);
    if (!entry || entry.isRequested) return undefined;
    this.#remove(entry);
    return entry.outcome;
  }

  /** Whether anything of this session is cached. */
  has(owner: CacheOwner): boolean {
    return this.#byOwner.has(owner);
  }

  /** Removes all results of a session, or of one run of it. */
  forget(owner: CacheOwner, runId?: string): void {
    for (const entry of [...this.#byOwner.get(owner)?.values() ?? []]) {
      if (runId === undefined || entry.runId === runId) this.#remove(entry);
    }
  }

  /** Removes everything and sets no timer any more. */
  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#entries.clear();
    this.#byOwner.clear();
    this.#bytes = 0;
  }

  #find(owner: CacheOwner, runId: string, number: number): Entry | undefined {
    return this.#byOwner.get(owner)?.get(keyOf(runId, number));
  }

  #use(entry: Entry): void {
    this.#entries.delete(entry);
    this.#entries.add(entry);
  }

  #remove(entry: Entry): void {
    this.#entries.delete(entry);
    this.#bytes -= entry.bytes;
    const own = this.#byOwner.get(entry.owner);
    own?.delete(keyOf(entry.runId, entry.outcome.number));
    if (own?.size === 0) this.#byOwner.delete(entry.owner);
  }

  #expire(): void {
    this.#cancelTimer = undefined;
    const now = this.#clock.now();
    let next = Infinity;
    for (const entry of this.#entries) {
      if (entry.expiresAt <= now && entry.owner.attached) entry.expiresAt = now + this.#keepMs;
      if (entry.expiresAt <= now) this.#remove(entry);
      else next = Math.min(next, entry.expiresAt);
    }
    if (next < Infinity) {
      this.#cancelTimer = this.#clock.after(next - now, () => this.#expire());
    }
  }
}

function keyOf(runId: string, number: number): string {
  return `${runId}/${number}`;
}

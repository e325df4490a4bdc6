/**
 * Result pictures that are resultCache in memory for later download.
 *
 * @module
 */
import type { Clock } from "../../base/clock/mod.ts";
import { pictureBytes } from "../picture_memory.ts";
import type { Outcome } from "../api/mod.ts";

/** Results without a picture cost no bytes; this bounds their number. */
const MAX_ENTRIES = 100_000;

/** Whose results they are. */
export interface CacheOwner {
  /** While a person is there, results don't expire; only the bound on bytes ends them. */
  readonly attached: boolean;
}

interface Kept {
  readonly owner: CacheOwner;
  readonly runId: string;
  readonly outcome: Outcome;
  readonly bytes: number;
  /** Asked for by somebody; else it is only the newest of its run and goes with the next. */
  asked: boolean;
  expiresAt: number;
}

/** Kept outcomes of all sessions. Least recently used ones go first when the bound is reached. */
export class ResultCache {
  readonly #clock: Clock;
  readonly #maxBytes: number;
  readonly #keepMs: number;
  /** In order of use, the least recent first. */
  readonly #entries = new Set<Kept>();
  readonly #byOwner = new Map<CacheOwner, Map<string, Kept>>();
  #bytes = 0;
  #cancelTimer: (() => void) | undefined;

  /**
   * @param maxBytes bound on all pictures together
   * @param keepMs for how long a picture is resultCache after its result
   */
  constructor(clock: Clock, maxBytes: number, keepMs: number) {
    this.#clock = clock;
    this.#maxBytes = maxBytes;
    this.#keepMs = keepMs;
  }

  /** Bytes of all resultCache pictures. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Keeps an outcome. `asked: false`: only as the newest of its run. */
  keep(owner: CacheOwner, runId: string, outcome: Outcome, asked: boolean): void {
    const existing = this.#find(owner, runId, outcome.number);
    if (existing && existing.outcome === outcome) {
      existing.asked ||= asked;
      existing.expiresAt = this.#clock.now() + this.#keepMs;
      this.#use(existing);
      return;
    }
    if (existing) this.#drop(existing);
    const picture = outcome.kind === "done" ? outcome.content.picture : undefined;
    const bytes = picture ? pictureBytes(picture) : 0;
    if (bytes > this.#maxBytes) return;
    const expiresAt = this.#clock.now() + this.#keepMs;
    const entry = { owner, runId, outcome, bytes, asked, expiresAt };
    let own = this.#byOwner.get(owner);
    if (!own) this.#byOwner.set(owner, own = new Map());
    own.set(keyOf(runId, outcome.number), entry);
    this.#entries.add(entry);
    this.#bytes += bytes;
    for (const oldest of this.#entries) {
      if (this.#bytes <= this.#maxBytes && this.#entries.size <= MAX_ENTRIES) break;
      this.#drop(oldest);
    }
    this.#cancelTimer ??= this.#clock.after(this.#keepMs, () => this.#expire());
  }

  /** A resultCache outcome. */
  get(owner: CacheOwner, runId: string, number: number): Outcome | undefined {
    const entry = this.#find(owner, runId, number);
    if (entry) this.#use(entry);
    return entry?.outcome;
  }

  /**
   * A newer result came: this one stays only if somebody asked for it.
   *
   * @returns it, if it is resultCache no more
   */
  outdated(owner: CacheOwner, runId: string, number: number): Outcome | undefined {
    const entry = this.#find(owner, runId, number);
    if (!entry || entry.asked) return undefined;
    this.#drop(entry);
    return entry.outcome;
  }

  /** Whether anything of this session is resultCache. */
  has(owner: CacheOwner): boolean {
    return this.#byOwner.has(owner);
  }

  /** Forgets all results of a session, or of one run of it. */
  forget(owner: CacheOwner, runId?: string): void {
    for (const entry of [...this.#byOwner.get(owner)?.values() ?? []]) {
      if (runId === undefined || entry.runId === runId) this.#drop(entry);
    }
  }

  /** Forgets everything and sets no timer any more. */
  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#entries.clear();
    this.#byOwner.clear();
    this.#bytes = 0;
  }

  #find(owner: CacheOwner, runId: string, number: number): Kept | undefined {
    return this.#byOwner.get(owner)?.get(keyOf(runId, number));
  }

  #use(entry: Kept): void {
    this.#entries.delete(entry);
    this.#entries.add(entry);
  }

  #drop(entry: Kept): void {
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
      if (entry.expiresAt <= now) this.#drop(entry);
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

/**
 * The services that one login may call, as they were listed last.
 *
 * @module
 */
import { type Clock, untilAborted } from "../../base/clock/mod.ts";
import { type FrameboxError, toFrameboxError } from "../../base/errors/mod.ts";
import type { OfferedService } from "./connection.ts";

/** What a list is made of. */
export interface ServiceListDeps {
  /** Asks the cluster; bounded in time. */
  readonly request: () => Promise<readonly OfferedService[]>;
  /** The services are others, or the problem is. */
  readonly changed: () => void;
  readonly clock: Clock;
}

/** A list is used again for this long, in milliseconds. */
const REUSE_MS = 5000;
/** An older list is made anew when its services are chosen from, in milliseconds. */
const STALE_MS = 60_000;

/** See the module. */
export class ServiceList {
  readonly #deps: ServiceListDeps;
  #known: readonly OfferedService[] = [];
  #problem: FrameboxError | undefined;
  /** When the last request ended. */
  #askedAtMs = -Infinity;
  #underWay: Promise<readonly OfferedService[]> | undefined;
  #written = "[]";

  /** Asks for nothing yet. */
  constructor(deps: ServiceListDeps) {
    this.#deps = deps;
  }

  /** The services that were listed last. */
  get known(): readonly OfferedService[] {
    return this.#known;
  }

  /** Why the last request gave none. */
  get problem(): FrameboxError | undefined {
    return this.#problem;
  }

  /**
   * As `ClusterConnection.services`.
   *
   * @throws {FrameboxError} why the cluster gives none; what the signal aborts with
   */
  async get(signal: AbortSignal, isFresh = false): Promise<readonly OfferedService[]> {
    signal.throwIfAborted();
    const isRecent = this.#ageMs < REUSE_MS;
    if (this.#underWay === undefined && isRecent && !isFresh) {
      if (this.#problem) throw this.#problem;
      return this.#known;
    }
    return await untilAborted(this.#request(), signal);
  }

  /** Lists in the background where the list is old, or there was a problem. */
  refresh(): void {
    if (this.#ageMs >= (this.#problem ? REUSE_MS : STALE_MS)) this.#request().catch(() => {});
  }

  get #ageMs(): number {
    return this.#deps.clock.now() - this.#askedAtMs;
  }

  #request(): Promise<readonly OfferedService[]> {
    return this.#underWay ??= this.#list();
  }

  async #list(): Promise<readonly OfferedService[]> {
    const { request, changed, clock } = this.#deps;
    const before = this.#problem?.message;
    try {
      const services = await request();
      this.#problem = undefined;
      this.#known = services;
      return services;
    } catch (caught) {
      throw this.#problem = toFrameboxError(caught);
    } finally {
      this.#askedAtMs = clock.now();
      this.#underWay = undefined;
      // Tokens may be new while nothing changes for users.
      const written = JSON.stringify(
        this.#known.map(({ known, ...rest }) => [rest, known.service]),
      );
      if (written !== this.#written || before !== this.#problem?.message) changed();
      this.#written = written;
    }
  }
}

/**
 * Logins of users at clusters. One that nothing uses ends after a while; each ends with its user's login at framebox.
 *
 * @module
 */
import type { Audit } from "../../auth/mod.ts";
import type { Clock } from "../../base/clock/mod.ts";
import { clusterLoginNeeded } from "./failures.ts";
import type { LoginConnection } from "./login_connection.ts";

/** What they use. */
export interface OwnLoginsDeps {
  /** Names of all clusters. */
  readonly clusters: readonly string[];
  /** Whether a user has a page or a run. */
  readonly isActive: (owner: string) => boolean;
  /** How long a login that nothing uses is kept, in milliseconds. */
  readonly keepMs: number;
  /** A login of this user has ended. */
  readonly ended: (owner: string) => void;
  readonly audit: Audit;
  readonly clock: Clock;
}

interface OwnLogin {
  readonly owner: string;
  readonly connection: LoginConnection;
  /** Ends the wait for its end; `undefined` while it is in use. */
  cancelTimer: (() => void) | undefined;
}

/** Logins at once; one that nothing uses makes room. */
export const MAX_LOGINS = 1000;

/** See the module. */
export class OwnLogins {
  readonly #deps: OwnLoginsDeps;
  /** By cluster and owner, the oldest first. */
  readonly #logins = new Map<string, OwnLogin>();
  readonly #ending = new Set<Promise<void>>();

  /** None yet. */
  constructor(deps: OwnLoginsDeps) {
    this.#deps = deps;
  }

  /** All of them, the oldest first. */
  get all(): readonly LoginConnection[] {
    return [...this.#logins.values()].map(({ connection }) => connection);
  }

  /** A user's login at a cluster. */
  get(owner: string, cluster: string): LoginConnection | undefined {
    return this.#logins.get(keyOf(owner, cluster))?.connection;
  }

  /** Whether there is room for another one; at the bound, one that nothing uses ends. */
  hasRoom(): boolean {
    if (this.#logins.size < MAX_LOGINS) return true;
    const unused = [...this.#logins.values()].find(({ cancelTimer }) => cancelTimer !== undefined);
    if (unused) this.#end(unused);
    return unused !== undefined;
  }

  /**
   * Adds one in place of the user's other login at that cluster, which ends.
   *
   * @param ended aborts when the user's login at framebox ends
   */
  add(owner: string, connection: LoginConnection, ended: AbortSignal | undefined): void {
    this.end(owner, connection.cluster);
    const own: OwnLogin = { owner, connection, cancelTimer: undefined };
    this.#logins.set(keyOf(owner, connection.cluster), own);
    ended?.addEventListener("abort", () => this.#end(own), { signal: connection.ended });
  }

  /** The user's pages, runs or calls are others: a login that nothing uses any more ends after a while. */
  checkUse(owner: string): void {
    const { clusters, isActive, clock, keepMs } = this.#deps;
    for (const cluster of clusters) {
      const own = this.#logins.get(keyOf(owner, cluster));
      if (own === undefined) continue;
      if (isActive(owner) || own.connection.isHeld) {
        own.cancelTimer?.();
        own.cancelTimer = undefined;
      } else {
        own.cancelTimer ??= clock.after(keepMs, () => this.#end(own));
      }
    }
  }

  /** Ends a user's login at a cluster; resolves when the jobs of its calls are deleted. */
  end(owner: string, cluster: string): Promise<void> {
    const own = this.#logins.get(keyOf(owner, cluster));
    return own ? this.#end(own) : Promise.resolve();
  }

  /** Ends all of them; resolves when the jobs of their calls are deleted. */
  async endAll(): Promise<void> {
    for (const own of [...this.#logins.values()]) this.#end(own);
    await Promise.allSettled(this.#ending);
  }

  #end(own: OwnLogin): Promise<void> {
    const { audit, ended } = this.#deps;
    const { owner, connection } = own;
    const { cluster } = connection;
    own.cancelTimer?.();
    const key = keyOf(owner, cluster);
    if (this.#logins.get(key) === own) {
      this.#logins.delete(key);
      audit("cluster_logout", { owner, cluster });
    }
    const ending = connection.end(clusterLoginNeeded(cluster));
    this.#ending.add(ending);
    const over = () => void this.#ending.delete(ending);
    ending.then(over, over);
    ended(owner);
    return ending;
  }
}

function keyOf(owner: string, cluster: string): string {
  return `${cluster} ${owner}`;
}

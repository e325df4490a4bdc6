/**
 * All clusters, and who is logged in at them.
 *
 * @module
 */
import { ACCOUNT_LIMITS, Attempts, auditTo, type PasswordMethod } from "../../auth/mod.ts";
import { type Clock, systemClock } from "../../base/clock/mod.ts";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Logger } from "../../base/log/mod.ts";
import { ruleFor } from "../../base/settings/mod.ts";
import type { Hub } from "../../hub/mod.ts";
import { type AnswerReader, DIRECT_READER } from "../../oscar/answer/mod.ts";
import { type ClusterLogin, loginRefused } from "../../oscar/manager/mod.ts";
import type { ClusterConnection, ClusterDirectory, ClusterStatus } from "./connection.ts";
import { clusterLoginNeeded, noLoginHere, noSuchCluster, tooManyLogins } from "./failures.ts";
import { LoginConnection, type SharedCluster, sharedCluster } from "./login_connection.ts";
import type { ClustersOptions } from "./options.ts";
import { MAX_LOGINS, OwnLogins } from "./own_logins.ts";

/** A principal's login at framebox. */
export interface PrincipalLogin {
  /** The name that is shown. */
  readonly user: string;
  /** Aborts when the last one of the principal ends. */
  readonly ended: AbortSignal;
  /** By which clusters of the same issuer know the user; `undefined`: it was no login at an issuer. */
  readonly accessToken?: (signal: AbortSignal) => Promise<string>;
}

/** What clusters use. */
export interface ClustersDeps {
  /** Whose pages are open, and whose runs. */
  readonly hub: Pick<Hub, "isActive" | "subscribeOwners">;
  /** For logins, and for clusters that are away. */
  readonly log: Logger;
  /** The login of a principal; left out: users don't log in. */
  readonly loginOf?: (owner: string) => PrincipalLogin | undefined;
  /** Reads what services answer; left out: the caller's thread does. */
  readonly answers?: AnswerReader;
  /** Left out: the system's. */
  readonly clock?: Clock;
}

/** The id of callers that show nothing. */
const ANONYMOUS = "anonymous";
/** The longest name of a user. */
const MAX_USER = 256;

/** See the module. */
export class Clusters implements ClusterDirectory, AsyncDisposable {
  readonly #options: ClustersOptions;
  readonly #deps: ClustersDeps;
  readonly #clock: Clock;
  readonly #clusters: ReadonlyMap<string, SharedCluster>;
  readonly #operator: LoginConnection | undefined;
  readonly #own: OwnLogins;
  /** How many logins at framebox a principal has whose login is a cluster's. */
  readonly #logins = new Map<string, number>();
  readonly #attempts: Attempts;
  readonly #listeners = new Set<(owner: string | undefined) => void>();
  readonly #unsubscribe: () => void;

  /**
   * Asks clusters for nothing yet.
   *
   * @throws {FrameboxError} `INVALID_ARGUMENT` for an address that is none
   */
  constructor(options: ClustersOptions, deps: ClustersDeps) {
    this.#options = options;
    this.#deps = deps;
    this.#clock = deps.clock ?? systemClock();
    this.#attempts = new Attempts(ACCOUNT_LIMITS, this.#clock);
    this.#clusters = new Map(
      options.clusters.map((place) => [
        place.name,
        sharedCluster(place, { ...options, answers: deps.answers ?? DIRECT_READER }),
      ]),
    );
    const { operator } = options;
    const shared = operator && this.#clusters.get(operator.cluster);
    this.#operator = shared && new LoginConnection(
      shared,
      { login: { kind: "basic", ...operator }, user: operator.user, isShared: true },
      { changed: () => this.#notify(undefined), held: () => {} },
      this.#clock,
    );
    const { hub, log } = deps;
    this.#own = new OwnLogins({
      clusters: [...this.#clusters.keys()],
      isActive: (owner) => hub.isActive(owner),
      keepMs: options.keepLoginMs,
      ended: (owner) => this.#notify(owner),
      audit: auditTo(log),
      clock: this.#clock,
    });
    this.#unsubscribe = hub.subscribeOwners(({ owner }) => this.#own.checkUse(owner));
  }

  /** The ways in which users log in at framebox by a cluster; none where framebox asks for no login. */
  get loginMethods(): readonly PasswordMethod[] {
    const { login, operator, hasLogins } = this.#options;
    if (login !== "password" || !hasLogins) return [];
    const names = [...this.#clusters.keys()].filter((name) => name !== operator?.cluster);
    return names.map((name) => this.#method(name));
  }

  /**
   * Lists the operator's services, as far as that is possible before the signal aborts; a cluster that is away is no
   * failure. Never rejects.
   */
  async start(signal: AbortSignal): Promise<void> {
    await this.#operator?.services(signal).catch((error) => {
      const { message } = error instanceof FrameboxError ? error : new Error("no answer in time");
      this.#deps.log.warn("cluster_not_listed", { cluster: this.#operator?.cluster, why: message });
    });
  }

  status(owner: string): readonly ClusterStatus[] {
    return [...this.#clusters].map(([name, { address }]) => {
      const connection = this.#connection(owner, name);
      return {
        name,
        address,
        logins: this.#loginsAt(name, owner),
        connection,
        problem: connection?.problem,
      };
    });
  }

  connections(owner: string): readonly ClusterConnection[] {
    return this.#connections(owner);
  }

  connection(owner: string, cluster: string): ClusterConnection | undefined {
    return this.#connection(owner, cluster);
  }

  async connect(
    owner: string,
    cluster: string,
    login: { readonly user: string; readonly password: string },
    signal: AbortSignal,
  ): Promise<ClusterConnection> {
    if (!this.#clusters.has(cluster)) throw noSuchCluster([...this.#clusters.keys()]);
    if (!this.#loginsAt(cluster, owner).includes("password")) throw noLoginHere(cluster);
    const account = `${cluster} ${login.user.slice(0, MAX_USER)}`;
    this.#attempts.check(account);
    this.#attempts.book(account);
    try {
      const connection = await this.#logIn(owner, cluster, login, signal);
      this.#attempts.forget(account);
      return connection;
    } catch (error) {
      // Nothing was found out about the password.
      if (!isRefused(error)) this.#attempts.unbook(account);
      throw error;
    }
  }

  async disconnect(owner: string, cluster: string): Promise<void> {
    await this.#own.end(owner, cluster);
  }

  /** Lists services that a user can choose in the background, where the last list is old. */
  refresh(owner: string): void {
    for (const connection of this.#connections(owner)) connection.refresh();
  }

  /** Whether the operator's cluster, which was not listed yet, may have a service that users may call. */
  expects(name: string): boolean {
    const { operator, rules } = this.#options;
    const [cluster = "", service = ""] = name.split("/");
    const isListed = this.#operator === undefined || this.#operator.known.length > 0;
    return !isListed && operator?.cluster === cluster && service !== "" &&
      ruleFor(rules, cluster, service) !== undefined;
  }

  /** The connections of all users. */
  get all(): readonly ClusterConnection[] {
    return [...this.#operator ? [this.#operator] : [], ...this.#own.all];
  }

  subscribe(listener: (owner: string | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Ends all logins; resolves when the jobs of their calls are deleted. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#unsubscribe();
    this.#listeners.clear();
    const operator = this.#operator;
    await Promise.allSettled([
      this.#own.endAll(),
      operator?.end(clusterLoginNeeded(operator.cluster)),
    ]);
  }

  #connections(owner: string): readonly LoginConnection[] {
    return [...this.#clusters.keys()].flatMap((name) => this.#connection(owner, name) ?? []);
  }

  #connection(owner: string, cluster: string): LoginConnection | undefined {
    const own = this.#own.get(owner, cluster) ?? this.#byToken(owner, cluster);
    if (own) return own;
    return this.#operator?.cluster === cluster ? this.#operator : undefined;
  }

  #loginsAt(cluster: string, owner: string): ClusterStatus["logins"] {
    if (this.#operator?.cluster === cluster) return [];
    if (this.#options.login === "oidc") return ["oidc"];
    // A login of callers that share one id would be for every one of them.
    return owner === ANONYMOUS && this.#options.hasLogins ? [] : ["password"];
  }

  #method(cluster: string): PasswordMethod {
    return {
      kind: "password",
      id: `cluster:${cluster}`,
      title: `OSCAR cluster ${cluster}`,
      check: async (name, password, signal) => {
        const principalId = `cluster:${cluster}:${name}`;
        // Counted first: a login with a changed password ends the ones before it.
        this.#countLogin(principalId, 1);
        try {
          const login = { user: name, password };
          const { ended } = await this.#logIn(principalId, cluster, login, signal);
          const onEnd = () => {
            if (this.#countLogin(principalId, -1) === 0) this.disconnect(principalId, cluster);
          };
          return { principalId, user: name, roles: ["user"], ended, onEnd };
        } catch (error) {
          this.#countLogin(principalId, -1);
          if (isRefused(error)) return undefined;
          throw error;
        }
      },
    };
  }

  #countLogin(principalId: string, by: 1 | -1): number {
    const count = (this.#logins.get(principalId) ?? 0) + by;
    if (count > 0) this.#logins.set(principalId, count);
    else this.#logins.delete(principalId);
    return count;
  }

  /** @throws {FrameboxError} why the cluster refuses the login, or does not answer */
  async #logIn(
    owner: string,
    cluster: string,
    { user, password }: { readonly user: string; readonly password: string },
    signal: AbortSignal,
  ): Promise<LoginConnection> {
    // A colon would move a part of the name into the password (RFC 7617, 2).
    if (user === "" || user.length > MAX_USER || user.includes(":")) throw loginRefused();
    const login: ClusterLogin = { kind: "basic", user, password };
    const made = this.#make(owner, cluster, login, user);
    await made.check(signal);
    const before = this.#own.get(owner, cluster);
    if (before && isSame(before.login, login)) return before;
    if (!this.#own.hasRoom()) throw tooManyLogins(MAX_LOGINS);
    this.#add(owner, made);
    auditTo(this.#deps.log)("cluster_login", { owner, cluster, user });
    // So that a program can call a service right after the login; why there is no list is the connection's problem.
    await made.services(signal).catch(() => {});
    return made;
  }

  /** The connection of a user that has logged in at framebox by an issuer. */
  #byToken(owner: string, cluster: string): LoginConnection | undefined {
    if (this.#options.login !== "oidc" || this.#operator?.cluster === cluster) return undefined;
    const found = this.#deps.loginOf?.(owner);
    if (found?.accessToken === undefined || found.ended.aborted) return undefined;
    if (!this.#own.hasRoom()) return undefined;
    const { accessToken, user } = found;
    const token = (_isRefused: boolean, signal: AbortSignal) => accessToken(signal);
    const made = this.#make(owner, cluster, { kind: "oidc", token }, user);
    this.#add(owner, made);
    return made;
  }

  #make(owner: string, cluster: string, login: ClusterLogin, user: string): LoginConnection {
    const shared = this.#clusters.get(cluster);
    if (shared === undefined) throw noSuchCluster([...this.#clusters.keys()]);
    const made: LoginConnection = new LoginConnection(
      shared,
      { login, user, isShared: false },
      { changed: () => this.#listed(owner, made), held: () => this.#own.checkUse(owner) },
      this.#clock,
    );
    return made;
  }

  #add(owner: string, connection: LoginConnection): void {
    this.#own.add(owner, connection, this.#deps.loginOf?.(owner)?.ended);
    connection.refresh();
    this.#own.checkUse(owner);
    this.#notify(owner);
  }

  /** A user's services are others, or the cluster refuses a login that it took before. */
  #listed(owner: string, connection: LoginConnection): void {
    const { cluster, login, problem } = connection;
    if (this.#own.get(owner, cluster) !== connection) return;
    // A token may be taken again, a password is not.
    if (login.kind === "basic" && isRefused(problem)) this.#own.end(owner, cluster);
    else this.#notify(owner);
  }

  #notify(owner: string | undefined): void {
    for (const listener of [...this.#listeners]) listener(owner);
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof FrameboxError && error.because?.code === "cluster-login-refused";
}

function isSame(one: ClusterLogin, other: ClusterLogin): boolean {
  return one.kind === "basic" && other.kind === "basic" && one.user === other.user &&
    one.password === other.password;
}

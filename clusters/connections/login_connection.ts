/**
 * One login at one cluster.
 *
 * @module
 */
import { type Clock, systemClock } from "../../base/clock/mod.ts";
import type { FrameboxError } from "../../base/errors/mod.ts";
import type { AnswerReader } from "../../oscar/answer/mod.ts";
import { ruleFor } from "../../base/settings/mod.ts";
import {
  CallEngine,
  type CallInput,
  type CallLimits,
  type CallOptions,
  type CallResult,
  ClusterMemory,
  lastLines,
} from "../../oscar/calls/mod.ts";
import {
  ClusterCaller,
  type ClusterLogin,
  type DeploymentLog,
  Manager,
  parseAddress,
  ServiceCalls,
  serviceGone,
} from "../../oscar/manager/mod.ts";
import type { ClusterConfig, Deployment, ServiceParameter } from "../../oscar/service/mod.ts";
import { HttpClient, type HttpTrust, Reach } from "../../oscar/transport/mod.ts";
import type { ClusterConnection, OfferedService } from "./connection.ts";
import { kindsByRule, offeredService, type ServicePlace } from "./offered_service.ts";
import type { ClusterPlace } from "./options.ts";
import { ParameterLists } from "./parameter_lists.ts";
import { ServiceList } from "./service_list.ts";

/** What all logins of a cluster share. */
export interface SharedCluster extends ServicePlace {
  readonly base: URL;
  readonly http: HttpClient;
  readonly memory: ClusterMemory;
  readonly storageEndpoint: string | undefined;
  readonly limits: Partial<CallLimits>;
  readonly answers: AnswerReader;
}

/**
 * Makes what all logins of a cluster share; asks it for nothing.
 *
 * @throws {FrameboxError} `INVALID_ARGUMENT` for an address that is none
 */
export function sharedCluster(
  { name, address, storageEndpoint }: ClusterPlace,
  { rules, trust, limits, answers }:
    & Pick<SharedCluster, "rules" | "limits" | "answers">
    & { readonly trust: HttpTrust },
): SharedCluster {
  const base = parseAddress(address);
  const http = new HttpClient(trust);
  return {
    cluster: name,
    address: new ClusterCaller(base, http).address,
    rules,
    base,
    http,
    memory: new ClusterMemory(),
    storageEndpoint,
    limits,
    answers,
  };
}

/** Whose login it is. */
export interface ConnectionLogin {
  readonly login: ClusterLogin;
  /** As users see it. */
  readonly user: string;
  /** The operator's, for all users: services that no rule names are not for them. */
  readonly isShared: boolean;
}

/** What a connection notifies of. */
export interface ConnectionEvents {
  /** Its services are others, or the reason why there are none. */
  readonly changed: () => void;
  /** It is held by work, or by none any more. */
  readonly held: () => void;
}

/** How long a cluster's configuration counts, in milliseconds. */
const CONFIG_MS = 60_000;
/** Lines of a container's log. */
const LOG_LINES = 200;

/** See the module; the connection lasts until {@linkcode LoginConnection.end}. */
export class LoginConnection implements ClusterConnection {
  readonly cluster: string;
  readonly user: string;
  readonly isShared: boolean;
  readonly login: ClusterLogin;
  readonly #shared: SharedCluster;
  readonly #manager: Manager;
  readonly #calls: ServiceCalls;
  readonly #engine: CallEngine;
  readonly #list: ServiceList;
  readonly #parameters: ParameterLists;
  readonly #events: ConnectionEvents;
  readonly #clock: Clock;
  readonly #ended = new AbortController();
  #config: { readonly value: ClusterConfig; readonly atMs: number } | undefined;
  #holds = 0;
  #ending: Promise<void> | undefined;

  /** Calls nothing yet. */
  constructor(
    shared: SharedCluster,
    { login, user, isShared }: ConnectionLogin,
    events: ConnectionEvents,
    clock: Clock = systemClock(),
  ) {
    const { base, http, memory, storageEndpoint, limits, answers } = shared;
    this.cluster = shared.cluster;
    this.user = user;
    this.isShared = isShared;
    this.login = login;
    this.#shared = shared;
    this.#events = events;
    this.#clock = clock;
    const caller = new ClusterCaller(base, http, login);
    const manager = this.#manager = new Manager(caller);
    const calls = this.#calls = new ServiceCalls(caller, manager, clock);
    this.#engine = new CallEngine({
      manager,
      calls,
      http,
      reach: new Reach(base.hostname),
      memory,
      limits,
      answers,
      clock,
      ...storageEndpoint === undefined ? {} : { storageEndpoint },
    });
    const request = () => this.#request();
    this.#list = new ServiceList({ request, changed: events.changed, clock });
    this.#parameters = new ParameterLists((service, input) =>
      this.call(service, input, { mode: service.preferred ?? "sync", signal: this.ended })
    );
  }

  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  get known(): readonly OfferedService[] {
    return this.#list.known;
  }

  /** Why its services were not listed the last time. */
  get problem(): FrameboxError | undefined {
    return this.#list.problem;
  }

  /** Whether work needs it. */
  get isHeld(): boolean {
    return this.#holds > 0;
  }

  /**
   * Checks the login.
   *
   * @throws {FrameboxError} why the cluster refuses it
   */
  async check(signal: AbortSignal): Promise<void> {
    await this.#freshConfig(signal);
  }

  /** Lists the services in the background where the list is old, or there is none. */
  refresh(): void {
    if (!this.ended.aborted) this.#list.refresh();
  }

  services(
    signal: AbortSignal,
    options: { readonly isFresh?: boolean } = {},
  ): Promise<readonly OfferedService[]> {
    return this.#list.get(this.#both(signal), options.isFresh);
  }

  async service(name: string, signal: AbortSignal): Promise<OfferedService> {
    this.ended.throwIfAborted();
    const isIt = ({ known: { service } }: OfferedService) => service.name === name;
    const found = this.known.find(isIt) ?? (await this.services(signal)).find(isIt);
    if (found === undefined) throw serviceGone(name);
    return found;
  }

  async call(
    service: OfferedService,
    input: CallInput,
    options: CallOptions,
  ): Promise<CallResult> {
    this.#checkOffered(service.known.service.name);
    const release = this.hold();
    try {
      const isAlone = options.isAlone ?? service.rule?.isOneAtATime ?? false;
      const signal = this.#both(options.signal);
      return await this.#engine.call(service.known, input, { ...options, isAlone, signal });
    } finally {
      release();
    }
  }

  isOneAtATime({ known: { service }, rule }: OfferedService): boolean {
    const { name, asynchronous } = service;
    if (!asynchronous.isPossible) return false;
    const { results, unmarkedBy } = asynchronous;
    return rule?.isOneAtATime === true ||
      (results === "objects"
        ? this.#shared.memory.of(name).hasMarks === false
        : unmarkedBy === "one-at-a-time");
  }

  async deployment(service: string, signal: AbortSignal): Promise<Deployment | undefined> {
    this.#checkOffered(service);
    return await this.#manager.deployment(service, this.#both(signal));
  }

  async log(service: string, signal: AbortSignal): Promise<DeploymentLog | undefined> {
    this.#checkOffered(service);
    // What containers print of one user's input is not for the others.
    if (this.isShared) return undefined;
    return await this.#manager.deploymentLog(service, LOG_LINES, this.#both(signal));
  }

  async jobLog(service: string, job: string, signal: AbortSignal): Promise<string | undefined> {
    this.#checkOffered(service);
    const log = await this.#manager.jobLog(service, job, this.#both(signal));
    return log === undefined ? undefined : lastLines(log);
  }

  async parameters(
    service: OfferedService,
    signal: AbortSignal,
  ): Promise<readonly ServiceParameter[]> {
    this.#checkOffered(service.known.service.name);
    return await this.#parameters.of(service, this.#both(signal));
  }

  hold(): () => void {
    this.#holds++;
    this.#events.held();
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#holds--;
      this.#events.held();
    };
  }

  /** Ends it: its calls are cancelled with this reason. Resolves when their jobs are deleted. */
  end(reason: FrameboxError): Promise<void> {
    this.#ended.abort(reason);
    return this.#ending ??= this.#engine[Symbol.asyncDispose]();
  }

  async #request(): Promise<readonly OfferedService[]> {
    const { ended } = this;
    const config = this.#config;
    const isRecent = config && this.#clock.now() - config.atMs < CONFIG_MS;
    const { backend } = isRecent ? config.value : await this.#freshConfig(ended);
    const services = await this.#manager.services({
      hasBackend: backend !== undefined,
      mayCallWithLogin: this.login.kind === "oidc",
      kindsOf: (name) => kindsByRule(this.#shared, name),
    }, ended);
    this.#calls.remember(services);
    return services
      .map((known) => offeredService(this.#shared, known))
      .filter((service) => this.#isOffered(service));
  }

  async #freshConfig(signal: AbortSignal): Promise<ClusterConfig> {
    const value = await this.#manager.config(signal);
    this.#config = { value, atMs: this.#clock.now() };
    return value;
  }

  #isOffered({ rule }: Pick<OfferedService, "rule">): boolean {
    return !this.isShared || rule !== undefined;
  }

  /** The operator's login is for the services of its rules alone, whatever a caller names. */
  #checkOffered(name: string): void {
    this.ended.throwIfAborted();
    const rule = ruleFor(this.#shared.rules, this.cluster, name);
    if (!this.#isOffered({ rule })) throw serviceGone(name);
  }

  #both(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.ended]);
  }
}

/**
 * A login at one cluster, as calls and processors use it.
 *
 * @module
 */
import type { FrameboxError } from "../../base/errors/mod.ts";
import type { ServiceRule } from "../../base/settings/mod.ts";
import type { CallInput, CallOptions, CallResult } from "../../oscar/calls/mod.ts";
import type { DeploymentLog } from "../../oscar/manager/mod.ts";
import type {
  Deployment,
  InputKind,
  KnownService,
  OutputKind,
  ServiceParameter,
} from "../../oscar/service/mod.ts";

export type { ServiceRule };

/** A service that a user may call. */
export interface OfferedService {
  /** `cluster/service`, as it stands in `processor=…`. */
  readonly name: string;
  /** The cluster's name. */
  readonly cluster: string;
  /** What the cluster reports of it, with its keys: for calls alone, nothing for a page. */
  readonly known: KnownService;
  /** What it takes: by its rule, else a guess. */
  readonly input: InputKind;
  /** What it gives, a guess. */
  readonly output: OutputKind;
  /** Whether what it takes is a guess. */
  readonly isGuessed: boolean;
  /** How it is called by default; `undefined` where it can't be called. */
  readonly preferred: "sync" | "async" | undefined;
  /** What is set for it. */
  readonly rule: ServiceRule | undefined;
  /** Address of a service that is a web page of its own. */
  readonly webPage: string | undefined;
}

/** A login at a cluster: of one user, or of the operator for all. */
export interface ClusterConnection {
  /** The cluster's name. */
  readonly cluster: string;
  /** Who is logged in, as the page shows it. */
  readonly user: string;
  /** Whether it is the operator's, for all users. */
  readonly isShared: boolean;
  /** Aborts when it is over: logged out, or not used for a while. */
  readonly ended: AbortSignal;
  /** The services that were listed last; empty before the first time. */
  readonly known: readonly OfferedService[];
  /**
   * Lists the services. Lists that are asked for at the same time are one request; a list of the last seconds is used
   * again unless a fresh one is asked for.
   *
   * @throws {FrameboxError} why the cluster gives none
   */
  services(
    signal: AbortSignal,
    options?: { readonly isFresh?: boolean },
  ): Promise<readonly OfferedService[]>;
  /**
   * The service of that name in the cluster; listed again where it is not known.
   *
   * @throws {FrameboxError} `NOT_FOUND` (`service-gone`)
   */
  service(name: string, signal: AbortSignal): Promise<OfferedService>;
  /** Calls a service; see `CallEngine`. */
  call(service: OfferedService, input: CallInput, options: CallOptions): Promise<CallResult>;
  /**
   * Whether its jobs are known to wait for each other: that is set, or an output's name was without the mark of its
   * input.
   */
  isOneAtATime(service: OfferedService): boolean;
  /** The state of its containers; `undefined` on older clusters. */
  deployment(service: string, signal: AbortSignal): Promise<Deployment | undefined>;
  /** What its containers print; `undefined` on older clusters, and by the operator's login: it is of all users. */
  log(service: string, signal: AbortSignal): Promise<DeploymentLog | undefined>;
  /** The last lines of a job's log so far; `undefined` before it has one. */
  jobLog(service: string, job: string, signal: AbortSignal): Promise<string | undefined>;
  /** The parameters of a service that takes JSON with files, asked of the service itself and kept while it stays the same. */
  parameters(service: OfferedService, signal: AbortSignal): Promise<readonly ServiceParameter[]>;
  /** Work that continues without a page: the login stays while there is any. Returns what ends it; call it once. */
  hold(): () => void;
}

/** How a cluster is for one user. */
export interface ClusterStatus {
  /** Its name. */
  readonly name: string;
  /** Its address, as users know it. */
  readonly address: string;
  /** How one logs in at it; none where the operator has. */
  readonly logins: readonly ("password" | "oidc")[];
  /** The user's own login, else the operator's. */
  readonly connection: ClusterConnection | undefined;
  /** Why its services were not listed the last time. */
  readonly problem: FrameboxError | undefined;
}

/** All clusters. `owner` is a principal's id. */
export interface ClusterDirectory {
  /** Every cluster. */
  status(owner: string): readonly ClusterStatus[];
  /** The connections that a user has: own ones and the operator's. */
  connections(owner: string): readonly ClusterConnection[];
  /** The one at a cluster. */
  connection(owner: string, cluster: string): ClusterConnection | undefined;
  /**
   * Logs a user in at a cluster, besides the login at framebox.
   *
   * @throws {FrameboxError} why the cluster refuses
   */
  connect(
    owner: string,
    cluster: string,
    login: { readonly user: string; readonly password: string },
    signal: AbortSignal,
  ): Promise<ClusterConnection>;
  /** Ends a user's own login at a cluster; calls under way are cancelled. */
  disconnect(owner: string, cluster: string): Promise<void>;
  /** Calls `listener` with the owner whose connections or services changed; `undefined`: every user's. */
  subscribe(listener: (owner: string | undefined) => void): () => void;
}

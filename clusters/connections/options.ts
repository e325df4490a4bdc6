/**
 * Which clusters there are, and how their services are called.
 *
 * @module
 */
import type { OperatorLogin, ServiceRule } from "../../base/settings/mod.ts";
import type { CallLimits } from "../../oscar/calls/mod.ts";
import type { HttpTrust } from "../../oscar/transport/mod.ts";

/** Where a cluster is. */
export interface ClusterPlace {
  /** As in `processor=name/service`. */
  readonly name: string;
  /** Setting `OSCAR_ENDPOINT`. */
  readonly address: string;
  /** Where its storage is reached; `undefined`: where the cluster reaches it. Setting `MINIO_ENDPOINT`. */
  readonly storageEndpoint: string | undefined;
}

/** Clusters and their logins; each is a setting. */
export interface ClustersOptions {
  /** All clusters. */
  readonly clusters: readonly ClusterPlace[];
  /** What is set for services; those that may be called as the operator. Setting `OSCAR_SERVICES`. */
  readonly rules: readonly ServiceRule[];
  /** The operator's login at one of them; `undefined`: each user logs in. Settings `OSCAR_USER`, `OSCAR_PASSWORD`. */
  readonly operator: OperatorLogin | undefined;
  /** How users log in. Setting `OSCAR_LOGIN`. */
  readonly login: "password" | "oidc";
  /** How long a login stays that nothing uses. Setting `OSCAR_KEEP_LOGIN_S`. */
  readonly keepLoginMs: number;
  /** Certificates of clusters and their storage. Settings `OSCAR_CA`, `OSCAR_INSECURE`. */
  readonly trust: HttpTrust;
  /** Of calls of one login; what is left out is as `CALL_LIMITS` has it. */
  readonly limits: Partial<CallLimits>;
  /**
   * Users of the page log in. If not, all of them are of this host, and the one id that they share may log in at a
   * cluster.
   */
  readonly hasLogins: boolean;
}

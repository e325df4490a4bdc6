/**
 * Clusters, and the logins of users at them. Logins live in memory alone.
 *
 * @module
 */
export { Clusters, type ClustersDeps, type PrincipalLogin } from "./clusters.ts";
export type * from "./connection.ts";
export { clusterLoginNeeded } from "./failures.ts";
export type { ClusterPlace, ClustersOptions } from "./options.ts";

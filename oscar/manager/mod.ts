/**
 * The client of a cluster's manager: logins, services, jobs, logs, buckets, and calls of services. It has no state but
 * the tokens of services, and shows nothing secret in an error.
 *
 * @module
 */
export { parseAddress } from "./address.ts";
export type { BucketObject, BucketPage, PresignedCall, PresignRequest } from "./buckets.ts";
export { CALL_LIMIT_MS, type ClusterCall, ClusterCaller } from "./cluster_caller.ts";
export { inputTooLarge, loginRefused, serviceFailed, serviceGone } from "./failures.ts";
export { type DeploymentLog, type Job, JOB_STATES, type JobsPage } from "./jobs.ts";
export type { ClusterLogin } from "./login.ts";
export { Manager } from "./manager.ts";
export { safeLastLine } from "./safe_line.ts";
export {
  MAX_JOB_BYTES,
  RUN_LIMITS,
  type RunLimits,
  type RunReports,
  type ServiceAnswer,
  ServiceCalls,
} from "./service_calls.ts";

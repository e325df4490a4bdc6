/**
 * Why there is no login at a cluster, in one sentence each.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";

/** No login, or one that has ended. */
export function clusterLoginNeeded(cluster: string): FrameboxError {
  const sentence = `There is no login at the cluster ${cluster} any more; log in there again.`;
  const reason = because("cluster-login-needed", { cluster });
  return new FrameboxError("UNAUTHENTICATED", sentence, undefined, reason);
}

/** No cluster has this name. */
export function noSuchCluster(names: readonly string[]): FrameboxError {
  const clusters = names.join(", ") || "none";
  const sentence = `There is no such cluster; there are ${clusters}.`;
  return new FrameboxError(
    "NOT_FOUND",
    sentence,
    undefined,
    because("no-such-cluster", { clusters }),
  );
}

/** Users don't log in there by a password. */
export function noLoginHere(cluster: string): FrameboxError {
  const sentence = `At the cluster ${cluster} this caller can't log in by user and password.`;
  const reason = because("cluster-without-login", { cluster });
  return new FrameboxError("FAILED_PRECONDITION", sentence, undefined, reason);
}

/** As many users are logged in as may. */
export function tooManyLogins(limit: number): FrameboxError {
  const sentence = `${limit} users are logged in at clusters, which is the bound; try again later.`;
  const reason = because("too-many-cluster-logins", { limit });
  return new FrameboxError("RESOURCE_EXHAUSTED", sentence, undefined, reason);
}

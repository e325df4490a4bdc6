/**
 * What goes wrong with a cluster, in one sentence each. None holds a login, a token, a key, a script, or an address
 * inside the cluster.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";

/** Refused, unknown, unreachable, or silent. */
export function clusterAway(cluster: string, cause?: unknown): FrameboxError {
  const sentence = `The cluster ${cluster} does not answer; try again when it is back.`;
  return new FrameboxError("UNAVAILABLE", sentence, cause, because("cluster-away", { cluster }));
}

/** Its certificate can't be checked. */
export function clusterNotTrusted(cluster: string, cause?: unknown): FrameboxError {
  const sentence =
    `The certificate of ${cluster} is not trusted; OSCAR_CA names the authority that ` +
    `signed it, and OSCAR_INSECURE=true skips the check.`;
  const reason = because("cluster-not-trusted", { cluster });
  return new FrameboxError("FAILED_PRECONDITION", sentence, cause, reason);
}

/** Something else answers there. */
export function noClusterHere(cluster: string, cause?: unknown): FrameboxError {
  const sentence =
    `There is no OSCAR cluster at ${cluster}; check scheme, host and path of OSCAR_ENDPOINT.`;
  const reason = because("cluster-path-wrong", { cluster });
  return new FrameboxError("FAILED_PRECONDITION", sentence, cause, reason);
}

/** It sends its callers to another host. */
export function clusterRedirects(cluster: string, target: string): FrameboxError {
  const sentence =
    `The cluster ${cluster} redirects to ${target}, where the login was not sent; set ` +
    `OSCAR_ENDPOINT to that address if it is the cluster's.`;
  const reason = because("cluster-redirects", { cluster, target });
  return new FrameboxError("FAILED_PRECONDITION", sentence, undefined, reason);
}

/** Wrong user or password, or an access token that is no longer valid. */
export function loginRefused(): FrameboxError {
  const sentence = "The cluster refuses this login; check user and password, or log in again.";
  return new FrameboxError(
    "UNAUTHENTICATED",
    sentence,
    undefined,
    because("cluster-login-refused"),
  );
}

/** The login is known, and lacks the right. */
export function notAllowed(text: string): FrameboxError {
  const sentence = `The cluster does not allow this login to do it${after(text)}`;
  const reason = because("cluster-forbidden", { text: text || "403" });
  return new FrameboxError("PERMISSION_DENIED", sentence, undefined, reason);
}

/** A request that the cluster refuses, as for a quota. */
export function requestRefused(status: number, text: string): FrameboxError {
  const sentence = `The cluster refuses the request${after(text || `status ${status}`)}`;
  const reason = because("cluster-refuses", { text: text || `status ${status}` });
  return new FrameboxError("FAILED_PRECONDITION", sentence, undefined, reason);
}

/** Its own failure. */
export function clusterFailed(status: number, text: string): FrameboxError {
  const sentence = `The cluster failed${after(text || `status ${status}`)}`;
  const reason = because("cluster-failed", { text: text || `status ${status}` });
  return new FrameboxError("UNAVAILABLE", sentence, undefined, reason);
}

/** An answer that is longer than any that is meant. */
export function answerTooLarge(limit: number): FrameboxError {
  const sentence = `The cluster's answer is longer than ${
    limit / 1e6
  } MB, which is more than is read.`;
  const reason = because("cluster-answer-too-large", { limit_bytes: limit });
  return new FrameboxError("RESOURCE_EXHAUSTED", sentence, undefined, reason);
}

/** A call that this generation of clusters does not have. */
export function callMissing(): FrameboxError {
  const sentence =
    "This cluster is older than the call that it is asked for; its operator has to update it.";
  return new FrameboxError("UNIMPLEMENTED", sentence, undefined, because("cluster-call-missing"));
}

/** No service of this name, or none for this login. */
export function serviceGone(service: string): FrameboxError {
  const name = shortName(service);
  const sentence = `The cluster has no service ${name} for this login; it may have been deleted.`;
  return new FrameboxError(
    "NOT_FOUND",
    sentence,
    undefined,
    because("service-gone", { service: name }),
  );
}

/** The service's newest token is refused. */
export function tokenRefused(service: string): FrameboxError {
  const sentence =
    `The cluster refuses calls of the service ${service}; its owner has to update or share it.`;
  const reason = because("service-token-refused", { service });
  return new FrameboxError("PERMISSION_DENIED", sentence, undefined, reason);
}

/** Not there yet, or broken. */
export function serviceStarting(service: string, why: string): FrameboxError {
  const sentence = `The service ${service} is starting or broken (${why}); try again in a minute.`;
  const reason = because("service-starting", { service, why });
  return new FrameboxError("UNAVAILABLE", sentence, undefined, reason);
}

/** The supervisor failed. Its whole output is the cause. */
export function serviceFailed(service: string, line: string, output: string): FrameboxError {
  const sentence = `The service ${service} failed${after(line || "without a word")}`;
  const reason = because("service-failed", { service, line: line || "500" });
  return new FrameboxError("UNAVAILABLE", sentence, output, reason);
}

/** The connection ended before the answer, or a limit on the way was reached. */
export function serviceTooSlow(service: string, cause?: unknown): FrameboxError {
  const sentence =
    `The service ${service} took longer than the cluster allows, and its answer is lost; ` +
    `use an asynchronous call for long work.`;
  return new FrameboxError(
    "DEADLINE_EXCEEDED",
    sentence,
    cause,
    because("service-too-slow", { service }),
  );
}

/** A limit of the way to the service. */
export function inputTooLarge(service: string): FrameboxError {
  const sentence =
    `The input is larger than a synchronous call of ${service} may have; use an asynchronous one.`;
  const reason = because("service-input-too-large", { service });
  return new FrameboxError("RESOURCE_EXHAUSTED", sentence, undefined, reason);
}

/** A cluster without a back end for them. */
export function noSynchronousCalls(): FrameboxError {
  const sentence = "This cluster has no synchronous calls; use an asynchronous one.";
  const reason = because("cluster-without-synchronous-calls");
  return new FrameboxError("UNIMPLEMENTED", sentence, undefined, reason);
}

/** `/job` takes its input as an environment variable. */
export function jobInputTooLarge(limit: number): FrameboxError {
  const sentence =
    `A job that is called directly takes up to ${limit / 1000} kB; put larger inputs into the ` +
    `service's input folder.`;
  const reason = because("job-input-too-large", { limit_bytes: limit });
  return new FrameboxError("INVALID_ARGUMENT", sentence, undefined, reason);
}

/** No such bucket, or none for this login. */
export function bucketGone(bucket: string): FrameboxError {
  const name = shortName(bucket);
  const sentence = `The cluster has no bucket ${name} for this login; it may have been removed.`;
  return new FrameboxError(
    "NOT_FOUND",
    sentence,
    undefined,
    because("bucket-gone", { bucket: name }),
  );
}

/** `: text.`, or the end of the sentence. */
function after(text: string): string {
  const line = text.replace(/[.\s]+$/, "");
  return line === "" ? "." : `: ${line}.`;
}

/** A name that a caller gave, which may be anything. */
function shortName(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}

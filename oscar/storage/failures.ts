/**
 * What goes wrong with a cluster's storage. Its address may be one inside the cluster: no sentence has it.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import { networkProblem } from "../transport/mod.ts";
import { tagText } from "./xml.ts";

/** The error of an answer of storage that is no success. */
export function storageFailure(status: number, body: string, bucket: string): FrameboxError {
  const code = tagText(body, "Code") ?? "";
  if (code === "NoSuchBucket") {
    const sentence =
      `The cluster has no bucket ${bucket} for this login; it may have been removed.`;
    return new FrameboxError("NOT_FOUND", sentence, undefined, because("bucket-gone", { bucket }));
  }
  if (status === 404 || code === "XMinioInvalidObjectName") return objectGone();
  if (status === 401 || status === 403) return storageRefused();
  // It is starting, or what stands in front of it can't reach it.
  if (status >= 502 && status <= 504) return storageAway();
  const text = /^\w{1,60}$/.test(code) ? code : `status ${status}`;
  const sentence = `The cluster's storage failed: ${text}.`;
  const kind = status >= 500 ? "UNAVAILABLE" : "FAILED_PRECONDITION";
  return new FrameboxError(kind, sentence, undefined, because("storage-failed", { text }));
}

/** Turns an error of the network into one for users; others stay as they are. */
export function fromNetwork(caught: unknown): unknown {
  switch (networkProblem(caught)) {
    case "not-trusted": {
      const sentence =
        "The certificate of the cluster's storage is not trusted; OSCAR_CA names the authority " +
        "that signed it, and OSCAR_INSECURE=true skips the check.";
      const reason = because("storage-not-trusted");
      return new FrameboxError("FAILED_PRECONDITION", sentence, caught, reason);
    }
    case "further-inside": {
      const sentence =
        "The service keeps its files at an address that is further inside than the cluster's own; " +
        "framebox calls storage there only where the cluster is there, too.";
      const reason = because("storage-further-inside");
      return new FrameboxError("PERMISSION_DENIED", sentence, caught, reason);
    }
    case "away":
    case "closed":
    case "no-http":
      return storageAway(caught);
  }
  return caught;
}

/** Whether trying again may help: storage restarts whenever a service is created. */
export function isPassing(caught: unknown): boolean {
  return caught instanceof FrameboxError && caught.code === "UNAVAILABLE";
}

/** The keys are not valid, or not for what was asked. */
export function storageRefused(): FrameboxError {
  const sentence = "The cluster's storage refuses the keys of this login; log in again.";
  return new FrameboxError("PERMISSION_DENIED", sentence, undefined, because("storage-refused"));
}

/** No such object. */
export function objectGone(): FrameboxError {
  const sentence = "The file is not in the cluster's storage any more.";
  return new FrameboxError("NOT_FOUND", sentence, undefined, because("object-gone"));
}

function storageAway(cause?: unknown): FrameboxError {
  const sentence = "The cluster's storage does not answer at the address that the cluster names; " +
    "MINIO_ENDPOINT can name another.";
  return new FrameboxError("UNAVAILABLE", sentence, cause, because("storage-away"));
}

/**
 * Where a call is, as a frame's progress.
 *
 * @module
 */
import type { FrameProgress, Lease } from "../../hub/mod.ts";
import type { CallProgress } from "../../oscar/calls/mod.ts";

/** Reports a call's progress on a lease. */
export function leaseProgress(lease: Pick<Lease, "progress">): (progress: CallProgress) => void {
  return (progress) => {
    const known = progressOf(progress);
    if (known) lease.progress(known);
  };
}

function progressOf(progress: CallProgress): FrameProgress | undefined {
  switch (progress.stage) {
    case "uploading":
      return { stage: "uploading", part: progress.sentBytes / Math.max(1, progress.totalBytes) };
    case "done":
      return undefined;
  }
  return { stage: progress.stage };
}

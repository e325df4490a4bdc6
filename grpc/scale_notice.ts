/**
 * Notices to users that a worker gets frames scaled down, and how it would get them in full size.
 *
 * @module
 */
import type { FrameScale, Lease, LimitOwner, Run } from "../hub/mod.ts";
import { scaleFields } from "../results/mod.ts";

/** How a worker gets frames in full size (metadata of `submit`). */
export const FULL_SIZE = "raise grpc.max_receive_message_length and send max-receive-bytes";

/** Bound on the notices of one run; more would be noise. */
const MAX_NOTICES = 32;

/** Notifies once for each run, worker and size, not for each frame. */
export class ScaleNotices {
  readonly #notified = new WeakMap<Run, Set<string>>();

  /** A worker gets a frame of this size. */
  notify({ run }: Lease, worker: string, scale: FrameScale): void {
    const notified = this.#notified.get(run) ?? new Set();
    this.#notified.set(run, notified);
    const key = `${scale.widthPx}×${scale.heightPx} ${worker}`;
    if (notified.has(key) || notified.size >= MAX_NOTICES) return;
    notified.add(key);
    const details = { worker, ...scaleFields(scale) };
    run.notice("frame-scaled", scaleSentence(worker, scale), details);
  }
}

/** `This picture is 6.2 MB as .mat and was scaled to 1539×865 for detector-1: …` */
export function scaleSentence(worker: string, scale: FrameScale): string {
  const { widthPx, heightPx, sourceBytes, limitBytes, by, format } = scale;
  const as = format === "jpeg" ? "JPEG" : ".mat";
  return `This picture is ${sizeText(sourceBytes)} as ${as} and was scaled to ` +
    `${widthPx}×${heightPx} for ${worker}: ${WHY[by](sizeText(limitBytes))}`;
}

const WHY: Readonly<Record<LimitOwner, (limit: string) => string>> = {
  default: () => `gRPC clients take 4 MB unless they say more. Full size: ${FULL_SIZE}.`,
  worker: (limit) =>
    `it says that it takes ${limit}. Full size: raise grpc.max_receive_message_length and ` +
    "max-receive-bytes.",
  setting: (limit) =>
    `this server gives ${limit} to all. Full size: SUBMIT_MAX_BYTES=auto, then ${FULL_SIZE}.`,
  message: (limit) => `this server sends ${limit} at most. Full size: raise MAX_MESSAGE_MB.`,
};

/** As the page writes sizes; 4 kB would be 0.0 MB. */
function sizeText(bytes: number): string {
  return bytes < 999_500 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

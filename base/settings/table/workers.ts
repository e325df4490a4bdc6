import { count, ms, setting } from "../setting.ts";
import { autoOrWhole, list, oneOf, text } from "../types.ts";

const WORKERS = "Workers and frames";

/** How frames are given to workers and for how long results are waited for. */
export const WORKER_SETTINGS = {
  affinity: setting(WORKERS, "AFFINITY", {
    type: oneOf(["strict", "none"]),
    default: "strict",
    help: "strict: one worker serves a camera or video run, as trackers need; none: any worker.",
  }),
  defaultProcessor: setting(WORKERS, "DEFAULT_PROCESSOR", {
    type: text("a processor's name"),
    default: "grey",
    help: "Processor while no worker is connected and none was chosen.",
  }),
  processors: setting(WORKERS, "PROCESSORS", {
    type: list(),
    default: [],
    help: "Files with image processors of your own, e.g. `./brightest_spot.js`.",
  }),
  leaseTimeoutMs: setting(WORKERS, "LEASE_TIMEOUT_MS", {
    type: ms(),
    default: 60_000,
    help: "How long a worker may hold a frame before it is given to another.",
  }),
  reconnectGraceMs: setting(WORKERS, "RECONNECT_GRACE_MS", {
    type: ms(),
    default: 2_000,
    help: "How long a frame waits for a worker whose connection closed after it got the frame.",
  }),
  stoppedAskingMs: setting(WORKERS, "STOPPED_ASKING_MS", {
    type: ms(),
    default: 3_000,
    help:
      "A worker that neither waits for a frame nor works on one for this time has stopped asking.",
  }),
  maxDeliveries: setting(WORKERS, "MAX_DELIVERIES", {
    type: count(100, "times"),
    default: 3,
    help: "How often a frame is given out before it is reported as failed.",
  }),
  leasesLatest: setting(WORKERS, "CAMERA_LEASES", {
    type: count(100, "frames"),
    default: 2,
    help: "Frames of a camera that one connection may hold at once.",
  }),
  leasesLossless: setting(WORKERS, "LOSSLESS_LEASES", {
    type: count(1000, "frames"),
    default: 8,
    help: "Frames of an image, a video or an image set that one connection may hold at once.",
  }),
  runWindow: setting(WORKERS, "RUN_WINDOW", {
    type: count(1000, "frames"),
    default: 16,
    help: "Open frames of a lossless run before its source waits.",
  }),
  submitFormat: setting(WORKERS, "SUBMIT_FORMAT", {
    type: oneOf(["mat", "jpeg"]),
    default: "mat",
    help: "What submit gives as im: mat, the pixels; jpeg, a 1-D uint8 JPEG file.",
  }),
  submitMaxBytes: setting(WORKERS, "SUBMIT_MAX_BYTES", {
    // Below that not every picture fits, however small: MIN_MAX_BYTES in grpc/submit_message.ts.
    type: autoOrWhole({ min: 4096, max: 2 ** 31, unit: "bytes" }),
    default: "auto",
    help: "Frames are scaled down until their message fits. auto: what the worker declares by " +
      "metadata `max-receive-bytes` (-1: no limit), else 4000000, as gRPC clients take no more " +
      "unless they allow more. A number: that for all. 0: never.",
  }),
  resultTimeoutMs: setting(WORKERS, "RESULT_TIMEOUT_MS", {
    type: ms(),
    default: 30_000,
    help: "How long a user waits for the result of an image before the page offers to try again.",
  }),
  maxResultTimeoutMs: setting(WORKERS, "MAX_RESULT_TIMEOUT_MS", {
    type: ms(),
    default: 600_000,
    help: "The longest timeout_ms that a request of the HTTP API may ask for.",
  }),
} as const;

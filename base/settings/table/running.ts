import { LOG_LEVELS } from "../../log/mod.ts";
import { ms, setting } from "../setting.ts";
import { oneOf } from "../types.ts";

const RUNNING = "Running";

/** Connections that are silent, the end, and the log. */
export const RUNNING_SETTINGS = {
  keepaliveMs: setting(RUNNING, "KEEPALIVE_MS", {
    type: ms(),
    default: 20_000,
    help: "How often a silent gRPC connection is asked whether it is still there.",
  }),
  keepaliveTimeoutMs: setting(RUNNING, "KEEPALIVE_TIMEOUT_MS", {
    type: ms(),
    default: 10_000,
    help: "How long it may take to answer that; then the connection counts as closed.",
  }),
  relistenMs: setting(RUNNING, "RELISTEN_MS", {
    type: ms(),
    default: 60_000,
    help:
      "A listening port that is lost is opened again; if that fails for this long, framebox ends.",
  }),
  drainTimeoutMs: setting(RUNNING, "DRAIN_TIMEOUT_MS", {
    type: ms(),
    default: 10_000,
    help: "At the end, how long calls in flight may take to finish.",
  }),
  logLevel: setting(RUNNING, "LOG_LEVEL", {
    type: oneOf(LOG_LEVELS),
    default: "info",
    help: "How much is logged.",
  }),
  logFormat: setting(RUNNING, "LOG_FORMAT", {
    type: oneOf(["auto", "text", "json"]),
    default: "auto",
    help: "auto: text on a terminal, else JSON.",
  }),
} as const;

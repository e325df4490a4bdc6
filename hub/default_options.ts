/**
 * The options of a hub where no setting names others.
 *
 * @module
 */
import type { HubOptions } from "./api/mod.ts";

const MIB = 2 ** 20;

/** Bounds and times that suit one server; only the directory has to be chosen. */
export const DEFAULT_HUB_OPTIONS: Omit<HubOptions, "dataDir"> = {
  affinity: "strict",
  leaseTimeoutMs: 60_000,
  reconnectGraceMs: 2000,
  stoppedAskingMs: 3000,
  maxDeliveries: 3,
  maxLeases: { latest: 2, lossless: 8 },
  runWindow: 16,
  maxSessions: 1000,
  maxRunsPerSession: 8,
  sessionIdleMs: 60_000,
  resultKeepMs: 900_000,
  resultKeepBytes: 256 * MIB,
  resultHistory: 1000,
  resultHistoryBytes: 64 * MIB,
  maxFrameBytes: 512 * MIB,
  sessionQuotaBytes: 4096 * MIB,
  totalQuotaBytes: 16_384 * MIB,
};

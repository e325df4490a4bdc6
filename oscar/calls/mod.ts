/**
 * Calls of services: synchronous ones, and asynchronous ones by storage and jobs, behind one interface. Nothing of the
 * hub or the page.
 *
 * @module
 */
export { CallEngine, type CallEngineOptions } from "./call_engine.ts";
export { ClusterMemory, LIST_JOBS_MS, type ServiceMemory } from "./cluster_memory.ts";
export type { Held, HeldBytes } from "./held_bytes.ts";
export { callImpossible, jobLogOf, tooManyCalls } from "./failures.ts";
export { lastLines } from "./job_log.ts";
export {
  CALL_LIMITS,
  type CallInput,
  type CallLimits,
  type CallOptions,
  type CallOutput,
  type CallProgress,
  type CallResult,
  type CallTimes,
} from "./service_call.ts";
export type { Turn, Turns } from "./turns.ts";

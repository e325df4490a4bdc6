/**
 * Calls of services: synchronous ones, and asynchronous ones by storage and jobs, behind one interface. Nothing of the
 * hub or the page.
 *
 * @module
 */
export { bytesInput, piecesOf } from "./bytes_input.ts";
export { CallEngine, type CallEngineOptions } from "./call_engine.ts";
export { ClusterMemory, type ServiceMemory } from "./cluster_memory.ts";
export { callImpossible, jobLogOf, tooManyCalls } from "./failures.ts";
export type { Held, HeldBytes } from "./held_bytes.ts";
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
export { type Turn, Turns } from "./turns.ts";

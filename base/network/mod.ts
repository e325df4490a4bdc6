/**
 * TCP listeners that outlive a shortage of file descriptors, how many connections a process may have, and
 * memory of what was read. The web and the gRPC entrance listen by it.
 *
 * @module
 */
export {
  type ConnectionLimits,
  fitConnections,
  type FittedConnections,
  openFileLimit,
} from "./file_limit.ts";
export { freeBytes, freeReads } from "./free_bytes.ts";
export {
  LISTENER_WATCH,
  type ListenerOptions,
  type ListenerWatch,
  SupervisedListener,
} from "./supervised_listener.ts";
export { checkTlsPair } from "./tls_pair.ts";

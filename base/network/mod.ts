/**
 * TCP listeners that outlive a shortage of file descriptors, and how many connections a process may have. The
 * web and the gRPC entrance listen by it.
 *
 * @module
 */
export {
  type ConnectionLimits,
  fitConnections,
  type FittedConnections,
  openFileLimit,
} from "./file_limit.ts";
export { freeReads } from "./free_reads.ts";
export {
  LISTENER_WATCH,
  type ListenerOptions,
  type ListenerWatch,
  SupervisedListener,
} from "./supervised_listener.ts";
export { checkTlsPair } from "./tls_pair.ts";

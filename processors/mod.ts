/**
 * What turns frames into results inside the box: the built-in processors. Workers that pull over
 * gRPC are no part of this folder; they meet the hub in grpc/.
 *
 * @module
 */
export {
  BUILT_INS,
  type BuiltInDeps,
  type BuiltInInfo,
  type BuiltInOptions,
  type BuiltIns,
  startBuiltIns,
} from "./built_in.ts";
export { BUILT_IN_NAMES, type BuiltInName } from "./jobs.ts";

/**
 * What the hub's parts say to each other and to entrances and processors. Words as in the design:
 * session, run, frame, lease, result.
 *
 * @module
 */
export type * from "./connection_types.ts";
export type * from "./data_types.ts";
export type * from "./history_types.ts";
export type * from "./hub_types.ts";
export type * from "./result_types.ts";
export type * from "./run_types.ts";
export type * from "./session_types.ts";

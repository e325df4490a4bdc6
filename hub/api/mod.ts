/**
 * The hub's types, as entrances, processors and the hub's own rooms use them.
 *
 * @module
 */
export type * from "./hub.ts";
export type * from "./result.ts";
export type * from "./run.ts";

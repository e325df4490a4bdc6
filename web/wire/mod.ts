/**
 * What the server sends and the page reads: the JSON of the HTTP API as schemas, with the types that
 * come from them, and the messages of the live socket as types. Nothing here imports anything of the
 * server, so that the browser's scripts are checked against the same types.
 *
 * @module
 */
export * from "./camera.ts";
export * from "./cluster.ts";
export * from "./data.ts";
export * from "./error.ts";
export * from "./item.ts";
export * from "./live.ts";
export * from "./result.ts";
export * from "./run.ts";
export * from "./status.ts";
export * from "./stream.ts";
export * from "./video.ts";
export * from "./watched_folder.ts";
export * from "./worker.ts";

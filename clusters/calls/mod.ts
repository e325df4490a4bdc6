/**
 * Calls of services that users make themselves: their inputs and outputs on disk, their states, and their history.
 *
 * @module
 */
export { type Call, type CallState, isFinal, type StoredInput } from "./call.ts";
export { CallStore } from "./call_store.ts";
export type { KeptFile, KeptFiles, NewFile } from "./kept_file.ts";
export type { CallChange, CallRequest, SessionCalls } from "./session_calls.ts";
export type { CallOwner, CallsDeps, CallsOptions } from "./shared_calls.ts";
export type { StoredOutput } from "./stored_output.ts";
export { callMat, dataBytes, hasData } from "./call_data.ts";
export { type CallsZip, zipOf } from "./calls_zip.ts";

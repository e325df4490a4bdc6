/**
 * The command line: which command was asked for, what it prints, and the exit code.
 *
 * @module
 */
export { type CommandHost, runCommand } from "./command.ts";
export type { LoginFlags } from "./login.ts";
export { main } from "./main.ts";
export { checkDenoVersion, type RunningFramebox, serve, type StartFramebox } from "./serve.ts";

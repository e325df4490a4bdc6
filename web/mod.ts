/**
 * The web entrance: the page that users open, the HTTP API, and the live socket that carries a
 * camera's frames in and results out. It takes pictures to the hub and shows what comes back; what
 * makes the results is no concern of its.
 *
 * ```ts ignore
 * const web = await startWebServer(options, { hub, pool, log, processors, version });
 * await web.drain(AbortSignal.timeout(10_000));
 * ```
 *
 * @module
 */
export { startWebServer } from "./server.ts";
export type { TlsOptions, WebDeps, WebOptions, WebServer } from "./types.ts";

/**
 * Services of clusters as processors of the hub.
 *
 * @module
 */
export { ServiceProcessors, type ServiceProcessorsDeps } from "./service_processors.ts";
export type { ServiceServerDeps, ServiceServerOptions } from "./service_server.ts";

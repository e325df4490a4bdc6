/**
 * The name by which requests and settings choose the workers that are connected over gRPC.
 */
export const WORKERS = "workers";

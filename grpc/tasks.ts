/**
 * The second door of grpc/: what its services leave to the pool. It does not load grpc-js, which the
 * pool's workers don't need.
 *
 * @module
 */
export { genericBoxTasks } from "./generic_box_tasks.ts";

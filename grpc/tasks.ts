/**
 * The second door of grpc/: the pool tasks of its services. It does not load grpc-js, which the pool's threads
 * don't need.
 *
 * @module
 */
export { genericBoxTasks } from "./generic_box_tasks.ts";

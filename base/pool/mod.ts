/**
 * Threads and their tasks: a {@linkcode Pool} runs {@linkcode Task}s in module workers, each of which
 * serves all tasks of its entry by {@linkcode serveTasks}.
 *
 * @module
 */
export {
  type AnyTask,
  defineTask,
  type ServeOptions,
  serveTasks,
  type Task,
  type TaskResult,
} from "./task.ts";
export { defaultPoolSize, Pool, type PoolLog, type PoolOptions, type TaskOptions } from "./pool.ts";
export { copyToTransfer, toTransfer, type TransferBytes } from "./transfer.ts";

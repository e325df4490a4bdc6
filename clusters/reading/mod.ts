/**
 * Answers and files of services, read in the pool's threads where they are large.
 *
 * @module
 */
export { PoolReader } from "./pool_reader.ts";

/**
 * What feeds the hub besides sockets and gRPC: long runs that read their frames from files.
 *
 * A {@linkcode Job} is such a run; {@linkcode Jobs} knows those of the box; {@linkcode Progress}
 * keeps a job's state and tells of it.
 *
 * @module
 */
export { isFinal, type Job, type JobState, type Phase, type Remark } from "./job.ts";
export { Jobs } from "./jobs.ts";
export { Progress } from "./progress.ts";

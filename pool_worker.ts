/**
 * The entry of the pool's workers: every part's jobs, served until the box ends.
 *
 * @module
 */

import { genericBoxJobs } from "./grpc/jobs.ts";
import { imageJobs, serveJobs, warmImageCodecs } from "./image/mod.ts";
import { processorJobs } from "./processors/jobs.ts";
import { sourceJobs } from "./sources/jobs.ts";

serveJobs([...imageJobs, ...processorJobs, ...genericBoxJobs, ...sourceJobs], {
  warm: warmImageCodecs,
});

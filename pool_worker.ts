/**
 * The entry of the pool's workers: every part's jobs, served until the box ends.
 *
 * @module
 */

import { genericBoxJobs } from "./grpc/tasks.ts";
import { serveJobs } from "./base/pool/mod.ts";
import { imageJobs, warmImageCodecs } from "./media/image/mod.ts";
import { processorJobs } from "./processors/tasks.ts";
import { sourceJobs } from "./sources/tasks.ts";

serveJobs([...imageJobs, ...processorJobs, ...genericBoxJobs, ...sourceJobs], {
  warm: warmImageCodecs,
});

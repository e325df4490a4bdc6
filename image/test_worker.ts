/**
 * A pool's entry for the tests of this folder: the jobs of image/ and some that misbehave.
 *
 * @module
 */

import { imageJobs, serveJobs, warmImageCodecs } from "./mod.ts";
import { testJobs } from "./test_jobs.ts";

serveJobs([...imageJobs, ...testJobs], { warm: warmImageCodecs });

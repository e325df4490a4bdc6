/**
 * A pool's entry for the tests of this folder: the jobs of image/ and some that misbehave.
 *
 * @module
 */

import { serveJobs } from "./mod.ts";
import { imageJobs, warmImageCodecs } from "../../media/image/mod.ts";
import { testJobs } from "./test_tasks.ts";

serveJobs([...imageJobs, ...testJobs], { warm: warmImageCodecs });

/**
 * The entry of the pool's workers: every part's jobs, served until the box ends.
 *
 * @module
 */

import { imageJobs, serveJobs, warmImageCodecs } from "./image/mod.ts";

serveJobs([...imageJobs], { warm: warmImageCodecs });

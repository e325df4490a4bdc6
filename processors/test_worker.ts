/** The pool's entry for the tests of this folder. */
import { imageJobs, serveJobs, warmImageCodecs } from "../image/mod.ts";
import { processorJobs } from "./jobs.ts";

serveJobs([...imageJobs, ...processorJobs], { warm: warmImageCodecs });

/** The pool's entry for the tests of this folder. */
import { serveJobs } from "../base/pool/mod.ts";
import { imageJobs, warmImageCodecs } from "../media/image/mod.ts";
import { processorJobs } from "./tasks.ts";

serveJobs([...imageJobs, ...processorJobs], { warm: warmImageCodecs });

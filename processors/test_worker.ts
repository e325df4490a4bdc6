/** The pool's entry for the tests of this folder. */
import { serveTasks } from "../base/pool/mod.ts";
import { imageTasks, warmImageCodecs } from "../media/image/mod.ts";
import { processorTasks } from "./tasks.ts";

serveTasks([...imageTasks, ...processorTasks], { warm: warmImageCodecs });

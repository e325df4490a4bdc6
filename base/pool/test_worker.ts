/**
 * A pool's entry for the tests of this folder: the tasks of media/image/ and some that misbehave.
 *
 * @module
 */

import { serveTasks } from "./mod.ts";
import { imageTasks, warmImageCodecs } from "../../media/image/mod.ts";
import { testTasks } from "./test_tasks.ts";

serveTasks([...imageTasks, ...testTasks], { warm: warmImageCodecs });

/**
 * The entry of the pool's workers: every part's tasks, served until framebox ends.
 *
 * @module
 */

import { clusterTasks } from "./clusters/reading/tasks.ts";
import { genericBoxTasks } from "./grpc/tasks.ts";
import { serveTasks } from "./base/pool/mod.ts";
import { imageTasks, warmImageCodecs } from "./media/image/mod.ts";
import { processorTasks } from "./processors/tasks.ts";
import { sourceTasks } from "./sources/tasks.ts";

serveTasks(
  [...imageTasks, ...processorTasks, ...genericBoxTasks, ...sourceTasks, ...clusterTasks],
  {
    warm: warmImageCodecs,
  },
);

/**
 * Whether a service's containers run.
 *
 * @module
 */
import * as v from "valibot";
import { count, text } from "./fields.ts";

/** A service's state; `unavailable` is a cluster's own word for one that it can't find out. */
export const DEPLOYMENT_STATES = [
  "pending",
  "ready",
  "degraded",
  "failed",
  "stopped",
  "unavailable",
] as const;

/** Reads the state of a service's containers (since 4.0.0). */
export const DEPLOYMENT = v.pipe(
  v.object({
    state: v.fallback(v.picklist(DEPLOYMENT_STATES), "unavailable"),
    reason: text,
    active_instances: count,
    affected_instances: count,
  }),
  v.transform(({ state, reason, active_instances, affected_instances }) => ({
    state,
    /** The cluster's own word, as `CrashLoopBackOff`. */
    reason,
    activeInstances: active_instances,
    affectedInstances: affected_instances,
  })),
);

/** State of a service's containers. */
export type Deployment = Readonly<v.InferOutput<typeof DEPLOYMENT>>;

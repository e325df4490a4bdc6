/**
 * Whether a service's containers run.
 *
 * @module
 */
import * as v from "valibot";
import { count, read, text } from "../json/mod.ts";

/** States of {@linkcode Deployment}. */
export const DEPLOYMENT_STATES = [
  "pending",
  "ready",
  "degraded",
  "failed",
  "stopped",
  "unavailable",
] as const;

/** A service's state; `unavailable` is a cluster's own word for one that it can't find out. */
export type DeploymentState = typeof DEPLOYMENT_STATES[number];

/** State of a service's containers (since 4.0.0). */
export interface Deployment {
  /** What state they are in. */
  readonly state: DeploymentState;
  /** The cluster's own word, as `CrashLoopBackOff`. */
  readonly reason: string;
  /** How many containers run. */
  readonly activeInstances: number;
  /** How many of them have a problem. */
  readonly affectedInstances: number;
}

/** A part of a service, and an answer of its own. */
export const DEPLOYMENT = v.pipe(
  v.object({
    state: v.fallback(v.picklist(DEPLOYMENT_STATES), "unavailable"),
    reason: text,
    active_instances: count,
    affected_instances: count,
  }),
  v.transform(({ state, reason, active_instances, affected_instances }): Deployment => ({
    state,
    reason,
    activeInstances: active_instances,
    affectedInstances: affected_instances,
  })),
);

/** `undefined` for what is no object. */
export function readDeployment(json: unknown): Deployment | undefined {
  return read(DEPLOYMENT, json);
}

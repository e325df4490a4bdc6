/**
 * Jobs of a service, and their logs, as clusters of any generation list them.
 *
 * @module
 */
import * as v from "valibot";
import { flag, list, read, text } from "../json/mod.ts";

/** `Suspended` waits for quota; `Succeeded` means that the supervisor ended, not that there is a result. */
export const JOB_STATES = [
  "Suspended",
  "Pending",
  "Running",
  "Succeeded",
  "Failed",
  "Unknown",
] as const;

/** One job. */
export interface Job {
  /** Its name among the service's jobs. */
  readonly name: string;
  /** Kubernetes' state of it. */
  readonly state: typeof JOB_STATES[number];
  /** When the cluster received its input. */
  readonly createdAt: Date | undefined;
  /** When its container started. */
  readonly startedAt: Date | undefined;
  /** When it ended. */
  readonly finishedAt: Date | undefined;
}

/** Jobs by name, at most 70. */
export interface JobsPage {
  /** The jobs of this page. */
  readonly jobs: readonly Job[];
  /** Asks for what follows; `undefined` on the last page. */
  readonly next: string | undefined;
}

const time = v.pipe(
  text,
  v.transform((written): Date | undefined => {
    const date = new Date(written);
    return Number.isNaN(date.getTime()) ? undefined : date;
  }),
);

const JOB = v.object({
  status: v.fallback(v.picklist(JOB_STATES), "Unknown"),
  creation_time: time,
  start_time: time,
  finish_time: time,
});

const PAGE = v.object({
  jobs: v.nullish(v.record(v.string(), v.unknown()), {}),
  next_page: text,
});

/** Reads a page of jobs: wrapped in `jobs` since 3.6.4, the map alone before. */
export function readJobs(json: unknown): JobsPage | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  const page = "jobs" in json ? read(PAGE, json) : undefined;
  const map: Readonly<Record<string, unknown>> = page ? page.jobs ?? {} : { ...json };
  const jobs = Object.entries(map).flatMap(([name, value]): Job[] => {
    const job = read(JOB, value);
    if (job === undefined) return [];
    const { status: state, creation_time: createdAt, start_time, finish_time } = job;
    return [{ name, state, createdAt, startedAt: start_time, finishedAt: finish_time }];
  });
  return { jobs, next: page?.next_page || undefined };
}

/** The log of a service's containers, which run synchronous calls. */
export interface DeploymentLog {
  /** Whether there is one. */
  readonly isAvailable: boolean;
  /** Why there is none, in the cluster's words. */
  readonly message: string;
  /** Its last lines, the newest last. */
  readonly entries: readonly { readonly timestamp: string; readonly message: string }[];
}

const DEPLOYMENT_LOG = v.pipe(
  v.object({
    available: flag,
    message: text,
    entries: list(v.object({ timestamp: text, message: text })),
  }),
  v.transform(({ available, message, entries }): DeploymentLog => ({
    isAvailable: available,
    message,
    entries,
  })),
);

/** `undefined` for what is no such log. */
export function readDeploymentLog(json: unknown): DeploymentLog | undefined {
  return read(DEPLOYMENT_LOG, json);
}

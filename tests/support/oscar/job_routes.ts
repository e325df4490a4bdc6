/** Calls about jobs and their logs. */
import { Buffer } from "node:buffer";
import type { ClusterState } from "./cluster_state.ts";
import { empty, json, type Reply, type Routes, text } from "./http.ts";
import type { StoredJob } from "./jobs.ts";

/** As many jobs are on a page. */
const PAGE = 70;

/** Of a generation. */
export function jobRoutes({ options: { generation }, services, jobs }: ClusterState): Routes {
  const isOld = generation === "3.0";
  return {
    "GET /system/logs/:name": ({ params: { name = "" }, query }) => {
      const isKnown = services.get(name) !== undefined;
      // Before, there were just no jobs.
      if (isOld) return json(mapOf(jobs.of(name)));
      return isKnown ? page(jobs.of(name), query.get("page") ?? "") : empty(404);
    },
    "DELETE /system/logs/:name": ({ params: { name = "" }, query }) => {
      const isAll = query.get("all") === "true";
      for (const job of jobs.of(name)) {
        if (isAll || job.state === "Succeeded") jobs.remove(name, job.name);
      }
      return empty(204);
    },
    "GET /system/logs/:name/:job": ({ params: { name = "", job: wanted = "" }, query }) => {
      const job = jobs.find(name, wanted);
      if (job === undefined) return empty(500);
      if (job.state === "Pending") return empty(404);
      return text(logOf(job, query.get("timestamps") === "true"));
    },
    "DELETE /system/logs/:name/:job": ({ params: { name = "", job = "" } }) => {
      return empty(jobs.remove(name, job) ? 204 : 404);
    },
  };
}

/** A page's name holds the last job before it, as Kubernetes' does. */
function page(jobs: readonly StoredJob[], token: string): Reply {
  const after = token === "" ? "" : Buffer.from(token, "base64url").toString();
  if (token !== "" && !/^after [-a-z0-9]+$/.test(after)) {
    return text("The provided continue parameter is not valid: illegal base64 data", 500);
  }
  const rest = jobs.filter(({ name }) => name > after.slice("after ".length));
  const here = rest.slice(0, PAGE);
  const last = here.at(-1)?.name;
  const next = rest.length > PAGE ? Buffer.from(`after ${last}`).toString("base64url") : undefined;
  return json({ jobs: mapOf(here), ...next === undefined ? {} : { next_page: next } });
}

function mapOf(jobs: readonly StoredJob[]): Record<string, unknown> {
  return Object.fromEntries(jobs.map((job) => [job.name, {
    status: job.state,
    creation_time: seconds(job.createdAt),
    ...job.startedAt && { start_time: seconds(job.startedAt) },
    ...job.finishedAt && { finish_time: seconds(job.finishedAt) },
  }]));
}

function seconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}

function logOf({ log, startedAt }: StoredJob, hasTimes: boolean): string {
  const written = Buffer.concat(log).toString();
  if (!hasTimes) return written;
  const time = `${startedAt?.toISOString().replace("Z", "000000Z")} `;
  return written.replace(/^(?!$(?![^]))/gm, time);
}

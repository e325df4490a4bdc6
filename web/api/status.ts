/**
 * What every client may know: framebox's status. Never an id.
 *
 * @module
 */
import type { Principal } from "../../auth/mod.ts";
import { toFrameboxError } from "../../base/errors/mod.ts";
import type { WebParts } from "../web_parts.ts";
import { json, line } from "./bodies.ts";
import { type StatusJson, statusSchema } from "../wire/mod.ts";
import { countsJson, goneJson, workerJson } from "./hub_json.ts";
import { processorJson } from "./processor_json.ts";
import { type ApiRoute, route } from "./route.ts";
import { watchedFolderJson } from "./watched_folder_json.ts";

/** What the routes use. */
type StatusDeps = Pick<
  WebParts,
  "choice" | "folders" | "hub" | "jpegCodec" | "uploads" | "version" | "videos"
>;

/** How framebox is now. */
function statusJson(deps: StatusDeps, principal: Principal): StatusJson {
  const { status, draining } = deps.hub;
  return {
    version: deps.version,
    draining,
    workers: status.workers.map(workerJson),
    gone: goneJson(status.gone),
    processors: deps.choice.list(principal).map(processorJson),
    default_processor: deps.choice.usual(principal),
    folders: deps.folders.map(({ state }) => watchedFolderJson(state)),
    pictures: { jpeg: deps.jpegCodec },
    video: {
      decoder: deps.videos ? "ffmpeg" : null,
      max_bytes: deps.uploads.maxBytes,
    },
    ...countsJson(status),
  };
}

/** The routes of status and health. */
export function statusRoutes(deps: StatusDeps): readonly ApiRoute[] {
  return [
    route({
      method: "get",
      path: "/api/v1/status",
      access: "open",
      operationId: "getStatus",
      summary: "Workers, processors, counts of sessions and frames",
      tag: "server",
      answers: { 200: json("How framebox is", statusSchema) },
      handle: ({ principal }) => statusJson(deps, principal),
    }),
    route({
      method: "get",
      path: "/healthz",
      access: "open",
      operationId: "getHealth",
      summary: "Whether the process is alive",
      tag: "server",
      answers: { 200: line("It is") },
      handle: () => new Response("ok\n"),
    }),
    route({
      method: "get",
      path: "/readyz",
      access: "open",
      operationId: "getReadiness",
      summary: "Whether framebox takes new work",
      tag: "server",
      answers: {
        200: line("It does"),
        503: line("It is stopping, or its data directory was removed"),
      },
      handle: () => readiness(deps),
    }),
  ];
}

const MADE_AGAIN =
  "framebox's data directory (DATA_DIR) was removed while it ran. It has been made " +
  "again; what sessions kept in it is lost.";

async function readiness({ hub }: StatusDeps): Promise<Response> {
  if (hub.draining) return new Response("stopping\n", { status: 503 });
  try {
    if (await hub.ensureDirectory()) return new Response("ready\n");
    return new Response(`${MADE_AGAIN}\n`, { status: 503 });
  } catch (caught) {
    return new Response(`${toFrameboxError(caught).message}\n`, { status: 503 });
  }
}

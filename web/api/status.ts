/**
 * What every client may know: framebox's status. Never an id.
 *
 * @module
 */
import type { Principal } from "../../auth/mod.ts";
import { toFrameboxError } from "../../base/errors/mod.ts";
import { processorList, usualProcessor, type WebContext } from "../web_context.ts";
import { json, line } from "./bodies.ts";
import { type StatusJson, statusSchema } from "../wire/mod.ts";
import { countsJson, goneJson, workerJson } from "./described.ts";
import { type ApiRoute, route } from "./route.ts";
import { watchedFolderJson } from "./watched_folder_json.ts";

/** How framebox is now. */
function statusJson(context: WebContext, principal: Principal): StatusJson {
  const { status, draining } = context.hub;
  return {
    version: context.version,
    draining,
    workers: status.workers.map(workerJson),
    gone: goneJson(status.gone),
    processors: processorList(context, principal),
    default_processor: usualProcessor(context),
    folders: context.folders.map(({ state }) => watchedFolderJson(state)),
    pictures: { jpeg: context.jpegCodec },
    video: {
      decoder: context.videos ? "ffmpeg" : null,
      max_bytes: context.options.maxVideoBytes,
    },
    ...countsJson(status),
  };
}

/** The routes of status and health. */
export function statusRoutes(context: WebContext): readonly ApiRoute[] {
  return [
    route({
      method: "get",
      path: "/api/v1/status",
      access: "open",
      operationId: "getStatus",
      summary: "Workers, processors, counts of sessions and frames",
      tag: "box",
      answers: { 200: json("How framebox is", statusSchema) },
      handle: ({ principal }) => statusJson(context, principal),
    }),
    route({
      method: "get",
      path: "/healthz",
      access: "open",
      operationId: "getHealth",
      summary: "Whether the process is alive",
      tag: "box",
      answers: { 200: line("It is") },
      handle: () => new Response("ok\n"),
    }),
    route({
      method: "get",
      path: "/readyz",
      access: "open",
      operationId: "getReadiness",
      summary: "Whether framebox takes new work",
      tag: "box",
      answers: {
        200: line("It does"),
        503: line("It is stopping, or its data directory was removed"),
      },
      handle: () => readiness(context),
    }),
  ];
}

const MADE_AGAIN =
  "framebox's data directory (DATA_DIR) was removed while it ran. It has been made " +
  "again; what sessions kept in it is lost.";

async function readiness({ hub }: WebContext): Promise<Response> {
  if (hub.draining) return new Response("stopping\n", { status: 503 });
  try {
    if (await hub.ensureDirectory()) return new Response("ready\n");
    return new Response(`${MADE_AGAIN}\n`, { status: 503 });
  } catch (caught) {
    return new Response(`${toFrameboxError(caught).message}\n`, { status: 503 });
  }
}

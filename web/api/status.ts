/**
 * What every client may know: framebox's status. Never an id.
 *
 * @module
 */
import { PROCESSOR_KINDS } from "../../processors/mod.ts";
import type { Principal } from "../../auth/mod.ts";
import * as v from "valibot";
import { toFrameboxError } from "../../base/errors/mod.ts";
import { usualProcessor, type WebContext } from "../web_context.ts";
import { json, line } from "./bodies.ts";
import {
  countsJson,
  countsSchema,
  goneJson,
  goneSchema,
  workerJson,
  workerSchema,
} from "./described.ts";
import { folderJson, watchedFolderSchema } from "./folder_json.ts";
import { type ApiRoute, route } from "./route.ts";
import { component, count, described, type Json, text } from "./schema_parts.ts";

/** A processor that a user can choose. */
export const processorSchema = component("Processor", {
  name: text,
  title: text,
  help: text,
  kind: described(
    v.picklist(PROCESSOR_KINDS),
    "Where it runs: in workers over gRPC, in framebox's pool, in threads of its own.",
  ),
  takes: described(v.array(text), "Media types of what it takes."),
  gives: described(v.array(text), "Media types of what its results hold."),
});

/** What framebox can do with videos. */
export const videoAbilitiesSchema = component("VideoAbilities", {
  decoder: described(
    v.nullable(v.literal("ffmpeg")),
    "`null`: this server decodes no video; the page does it in the browser.",
  ),
  max_bytes: described(count, "Largest upload (setting MAX_VIDEO_MB)."),
});

/** How framebox is. */
export const statusSchema = component("Status", {
  version: text,
  draining: v.boolean(),
  workers: v.array(workerSchema),
  gone: described(
    v.nullable(goneSchema),
    "The worker that left last, while none has come since.",
  ),
  processors: v.array(processorSchema),
  default_processor: described(text, "Who answers when nobody chose."),
  folders: v.array(watchedFolderSchema),
  pictures: v.strictObject({
    jpeg: described(
      v.picklist(["libturbojpeg", "WebAssembly"]),
      "What reads and makes JPEGs: the system's library, which is faster, or the codec that " +
        "framebox brings.",
    ),
  }),
  video: videoAbilitiesSchema,
  ...countsSchema.entries,
});

/** How framebox is now. */
function statusJson(context: WebContext, principal: Principal): Json<typeof statusSchema> {
  const { status, draining } = context.hub;
  return {
    version: context.version,
    draining,
    workers: status.workers.map(workerJson),
    gone: goneJson(status.gone),
    processors: context.processors.list(principal),
    default_processor: usualProcessor(context),
    folders: context.folders.map(({ state }) => folderJson(state)),
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

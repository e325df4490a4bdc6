/**
 * What everybody may know: how framebox is. Never an id.
 *
 * @module
 */
import { toFrameboxError } from "../../base/errors/mod.ts";
import type { JpegCodecName } from "../../media/image/mod.ts";
import {
  type ProcessorJson,
  processorList,
  usualProcessor,
  type WebContext,
} from "../web_context.ts";
import {
  type CountsJson,
  countsJson,
  type GoneJson,
  goneJson,
  type WorkerJson,
  workerJson,
} from "./described.ts";
import { type FolderJson, folderJson } from "./folder_json.ts";
import type { ApiRoute } from "./route.ts";
import { jsonAnswer, ref, textAnswer } from "./schemas.ts";

/** The answer of `/api/v1/status`. */
export interface StatusJson extends CountsJson {
  readonly version: string;
  readonly draining: boolean;
  readonly workers: readonly WorkerJson[];
  readonly gone: GoneJson | null;
  readonly processors: readonly ProcessorJson[];
  /** Who answers when nobody chose. */
  readonly default_processor: string;
  /** Folders that are watched. */
  readonly folders: readonly FolderJson[];
  /** What reads and makes pictures. */
  readonly pictures: { readonly jpeg: JpegCodecName };
  /** What it can do with videos. */
  readonly video: {
    /** `null`: it decodes none; the page does it in the browser. */
    readonly decoder: "ffmpeg" | null;
    /** Largest upload. */
    readonly max_bytes: number;
  };
}

/** How framebox is now. */
function statusJson(context: WebContext): StatusJson {
  const { status, draining } = context.hub;
  return {
    version: context.version,
    draining,
    workers: status.workers.map(workerJson),
    gone: goneJson(status.gone),
    processors: processorList(context),
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
  const tags = ["box"];
  return [
    {
      method: "get",
      path: "/api/v1/status",
      operation: {
        operationId: "getStatus",
        summary: "Workers, processors, counts of sessions and frames",
        tags,
        responses: { "200": jsonAnswer("How framebox is", ref("Status")) },
      },
      handle: () => Response.json(statusJson(context)),
    },
    {
      method: "get",
      path: "/healthz",
      operation: {
        operationId: "getHealth",
        summary: "Whether the process is alive",
        tags,
        responses: { "200": textAnswer("It is") },
      },
      handle: () => new Response("ok\n"),
    },
    {
      method: "get",
      path: "/readyz",
      operation: {
        operationId: "getReadiness",
        summary: "Whether framebox takes new work",
        tags,
        responses: {
          "200": textAnswer("It does"),
          "503": textAnswer("It is stopping, or its data directory was removed"),
        },
      },
      handle: () => readiness(context),
    },
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

/**
 * What everybody may know: how the box is. Never an id.
 *
 * @module
 */
import type { ProcessorInfo } from "../types.ts";
import { processorList, usualProcessor, type WebContext } from "../web_context.ts";
import { type CountsJson, countsJson, type WorkerJson, workerJson } from "./described.ts";
import { type FolderJson, folderJson } from "./folder_json.ts";
import type { ApiRoute } from "./route.ts";
import { jsonAnswer, ref, textAnswer } from "./schemas.ts";

/** The answer of `/api/v1/status`. */
export interface StatusJson extends CountsJson {
  readonly version: string;
  readonly draining: boolean;
  readonly workers: readonly WorkerJson[];
  readonly processors: readonly ProcessorInfo[];
  /** Who answers when nobody chose. */
  readonly default_processor: string;
  /** Folders that are watched. */
  readonly folders: readonly FolderJson[];
  /** What it can do with videos. */
  readonly video: {
    /** `null`: it decodes none; the page does it in the browser. */
    readonly decoder: "ffmpeg" | null;
    /** Largest upload. */
    readonly max_bytes: number;
  };
}

/** How the box is now. */
function statusJson(context: WebContext): StatusJson {
  const { status, draining } = context.hub;
  return {
    version: context.version,
    draining,
    workers: status.workers.map(workerJson),
    processors: processorList(context),
    default_processor: usualProcessor(context),
    folders: context.folders.map(({ state }) => folderJson(state)),
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
        responses: { "200": jsonAnswer("How the box is", ref("Status")) },
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
        summary: "Whether the box takes new work",
        tags,
        responses: { "200": textAnswer("It does"), "503": textAnswer("It is stopping") },
      },
      handle: () =>
        context.hub.draining
          ? new Response("stopping\n", { status: 503 })
          : new Response("ready\n"),
    },
  ];
}

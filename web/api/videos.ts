/**
 * Videos: starting one, and its files.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../errors/mod.ts";
import type { Session } from "../../hub/mod.ts";
import { VideoJob } from "../../sources/mod.ts";
import { readBody } from "../limits/read_body.ts";
import type { Upload } from "../uploads/upload.ts";
import { chosenProcessor, usualProcessor, type WebContext } from "../web_context.ts";
import { clientSignal } from "./client_signal.ts";
import { fileResponse } from "./file_response.ts";
import { sessionOf } from "./ids.ts";
import { type Answer, type ApiRoute, type Content, type Parameter, pathParam } from "./route.ts";
import { runJson, runOfPath, runPathParameter } from "./runs.ts";
import { errors, jsonAnswer, ref, sessionParameter } from "./schemas.ts";
import { rateOf } from "./video_json.ts";
import { videoType } from "./video_type.ts";

/** Longest body that starts a video. */
const MAX_BODY = 4096;

const downloadParameter: Parameter = {
  name: "download",
  in: "query",
  description: "With any value the file is given as a download.",
  schema: { type: "string" },
};
const range: Parameter = {
  name: "Range",
  in: "header",
  description: "One range of bytes.",
  schema: { type: "string" },
};

/** The routes of videos. */
export function videoRoutes(context: WebContext): readonly ApiRoute[] {
  const tags = ["videos"];
  const ofRun = [sessionParameter, runPathParameter];
  return [
    {
      method: "post",
      path: "/api/v1/sessions/{session}/videos",
      operation: {
        operationId: "startVideo",
        summary: "Have an uploaded video processed, as a new run of a session",
        description: "The run takes the upload over. Every frame goes to the processor, in order " +
          "and without loss; the results become a video again. It goes on while nobody looks.",
        tags,
        parameters: [sessionParameter],
        requestBody: {
          description: "The upload, complete, and who processes it.",
          required: true,
          content: { "application/json": { schema: ref("VideoTask") } },
        },
        responses: {
          "201": jsonAnswer("The run", ref("RunState")),
          ...errors(400, 403, 404, 408, 409, 413, 423, 429, 501, 503),
        },
      },
      handle: (c) => start(context, c),
    },
    {
      method: "get",
      path: "/api/v1/sessions/{session}/runs/{run}/video",
      operation: {
        operationId: "getVideo",
        summary: "The video of a run's results",
        tags,
        parameters: [...ofRun, downloadParameter, range],
        responses: fileAnswers({ "video/mp4": { schema: {} } }),
      },
      handle: (c) => resultFile(context, c),
    },
    {
      method: "get",
      path: "/api/v1/sessions/{session}/runs/{run}/original",
      operation: {
        operationId: "getOriginalVideo",
        summary: "The video that was given",
        tags,
        parameters: [...ofRun, downloadParameter, range],
        responses: fileAnswers({ "video/*": { schema: {} } }),
      },
      handle: (c) => originalFile(context, c),
    },
    {
      method: "get",
      path: "/api/v1/sessions/{session}/runs/{run}/timestamps",
      operation: {
        operationId: "getVideoTimestamps",
        summary: "When each frame is shown that was read so far",
        tags,
        parameters: ofRun,
        responses: {
          "200": jsonAnswer("In the order of the frames", ref("Timestamps")),
          ...errors(403, 404),
        },
      },
      handle: (c) => {
        const job = videoOf(context, c);
        return Response.json({ rate: rateOf(job), timestamps_ms: job.timestamps() });
      },
    },
  ];
}

function fileAnswers(content: Content): Record<string, Answer> {
  return {
    "200": { description: "The whole file", content },
    "206": { description: "The range of it that was asked for", content },
    "304": { description: "It is the one that If-None-Match names" },
    ...errors(403, 404, 409, 416),
  };
}

async function start(context: WebContext, c: Context): Promise<Response> {
  const session = sessionOf(context.hub, pathParam(c, "session"));
  const task = await readTask(context, c.req.raw);
  const processor = chosenProcessor(context, task.processor) ?? usualProcessor(context);
  const upload = context.uploads.get(session, task.upload);
  const job = await startOf(context, session, upload, processor, c.req.raw);
  return Response.json(runJson(context, job.run), {
    status: 201,
    headers: { Location: `/api/v1/sessions/${session.id}/runs/${job.run.id}` },
  });
}

async function startOf(
  context: WebContext,
  session: Session,
  upload: Upload,
  processor: string,
  request: Request,
): Promise<VideoJob> {
  const { videos } = context;
  if (!videos) {
    throw new FrameboxError(
      "UNIMPLEMENTED",
      "This box decodes no video, for it has no ffmpeg; the page decodes it in the browser, and " +
        "programs can send its frames over the live socket.",
    );
  }
  const unclaim = upload.claim();
  using client = clientSignal(request);
  try {
    const job = await videos.start(session, upload, processor, client.signal);
    context.uploads.handedOver(session, upload);
    context.live.announce(session, job.run);
    return job;
  } catch (caught) {
    // What is no video is of no use; whatever else was in the way, the upload may be tried again.
    const useless = caught instanceof FrameboxError && caught.code === "INVALID_ARGUMENT";
    if (useless) await context.uploads.remove(session, upload);
    throw caught;
  } finally {
    unclaim();
  }
}

interface Task {
  readonly upload: string;
  readonly processor: string | undefined;
}

async function readTask(context: WebContext, request: Request): Promise<Task> {
  const account = context.budget.account();
  let value: unknown;
  try {
    const { uploadIdleMs: idleMs } = context.options;
    const body = await readBody(request, { maxBytes: MAX_BODY, idleMs, account });
    value = JSON.parse(new TextDecoder().decode(body));
  } catch (caught) {
    if (!(caught instanceof SyntaxError)) throw caught;
  } finally {
    account.release();
  }
  if (
    typeof value === "object" && value !== null && "upload" in value &&
    typeof value.upload === "string"
  ) {
    const processor = "processor" in value ? value.processor ?? undefined : undefined;
    if (processor === undefined || typeof processor === "string") {
      return { upload: value.upload, processor };
    }
  }
  throw new FrameboxError(
    "INVALID_ARGUMENT",
    'The body must be JSON: {"upload": id of a complete upload, "processor": name or null}.',
  );
}

function videoOf(context: WebContext, c: Context): VideoJob {
  const job = context.jobs.of(runOfPath(context, c));
  if (job instanceof VideoJob) return job;
  throw new FrameboxError("NOT_FOUND", "This run is no video.");
}

function resultFile(context: WebContext, c: Context): Promise<Response> {
  const { result, name, state } = videoOf(context, c);
  if (!result) {
    const ended = state.phase === "failed" || state.phase === "cancelled";
    throw ended
      ? new FrameboxError("NOT_FOUND", "The run ended before its video was complete.")
      : new FrameboxError("FAILED_PRECONDITION", "The video is not complete yet.");
  }
  const stem = name.replace(/\.[A-Za-z0-9]{1,8}$/, "");
  return fileResponse(c, {
    path: result.path,
    contentType: "video/mp4",
    downloadAs: c.req.query("download") === undefined ? undefined : `${stem}-result.mp4`,
  });
}

async function originalFile(context: WebContext, c: Context): Promise<Response> {
  const { original: { path }, name } = videoOf(context, c);
  return await fileResponse(c, {
    path,
    contentType: await videoType(path),
    downloadAs: c.req.query("download") === undefined ? undefined : name,
  });
}

/**
 * Videos: starting one, and its files.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { Run, Session } from "../../hub/mod.ts";
import { VideoRun, type Videos } from "../../sources/mod.ts";
import type { Upload } from "../uploads/upload.ts";
import { chosenProcessor, usualProcessor, type WebContext } from "../web_context.ts";
import { HttpProblem } from "./errors.ts";
import { fileResponse } from "./file_response.ts";
import { runOf, sessionOf } from "./ids.ts";
import { optionalText, readJsonObject } from "./json_body.ts";
import { type ApiRoute, type Parameter, pathParam } from "./route.ts";
import { runCreated, runOfPath } from "./runs.ts";
import {
  errors,
  jsonAnswer,
  rangedAnswers,
  rangeParameter,
  ref,
  runPathParameter,
  sessionParameter,
} from "./schemas.ts";
import { rateOf } from "./video_json.ts";
import { videoType } from "./video_type.ts";

const TASK =
  'The body is JSON: {"upload": id of a complete upload, "processor": name or null}, or ' +
  '"run" in the place of "upload": a run of a video.';

const downloadParameter: Parameter = {
  name: "download",
  in: "query",
  description: "With any value the file is given as a download.",
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
        description: "The run takes the upload over; the video of another run of the session may " +
          "be given in its place, and stays that one's, too. Every frame goes to the processor, in " +
          "order and without loss; the results become a video again. It goes on while nobody looks.",
        tags,
        parameters: [sessionParameter],
        requestBody: {
          description: "The upload, complete, or a run of a video, and who processes it.",
          required: true,
          content: { "application/json": { schema: ref("VideoTask") } },
        },
        responses: {
          "201": jsonAnswer("The run", ref("RunState")),
          ...errors(400, 403, 404, 408, 409, 413, 415, 423, 429, 501, 503),
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
        parameters: [...ofRun, downloadParameter, rangeParameter],
        responses: rangedAnswers({ "video/mp4": { schema: {} } }, 409),
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
        parameters: [...ofRun, downloadParameter, rangeParameter],
        responses: rangedAnswers({ "video/*": { schema: {} } }, 409),
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
        return Response.json({ rate: rateOf(job), timestamps_ms: job.timestamps().map(toMicros) });
      },
    },
  ];
}

/** Microseconds suffice; more digits would only make a long list longer. */
function toMicros(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

async function start(context: WebContext, c: Context): Promise<Response> {
  const session = sessionOf(context.hub, pathParam(c, "session"));
  const task = await readTask(context, c.req.raw);
  const processor = chosenProcessor(context, task.processor) ?? usualProcessor(context);
  const job = task.run === undefined
    ? await startOf(
      context,
      session,
      context.uploads.get(session, task.upload),
      processor,
      c.req.raw,
    )
    : await startAgain(context, session, task.run, processor, c.req.raw);
  return runCreated(context, c, job.run);
}

async function startOf(
  context: WebContext,
  session: Session,
  upload: Upload,
  processor: string,
  request: Request,
): Promise<VideoRun> {
  const videos = videosOf(context);
  const unclaim = upload.claim();
  const { signal } = request;
  try {
    const job = await videos.start(session, upload, processor, signal);
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

/** The same video once more: the file is on the disk once, and counted for each run that has it. */
async function startAgain(
  context: WebContext,
  session: Session,
  run: string,
  processor: string,
  request: Request,
): Promise<VideoRun> {
  const videos = videosOf(context);
  const { original, name } = videoRunOf(context, runOf(session, run));
  const { byteLength } = original;
  if (!session.takeSpace(byteLength)) {
    const mb = Math.ceil(byteLength / 1024 ** 2);
    throw new HttpProblem(
      413,
      "RESOURCE_EXHAUSTED",
      `There is no room for another ${mb} MB; remove other videos first ` +
        "(settings SESSION_QUOTA_MB, TOTAL_QUOTA_MB).",
    );
  }
  const path = `${session.directory}/again-${crypto.randomUUID()}`;
  const { signal } = request;
  try {
    await Deno.link(original.path, path);
    const job = await videos.start(session, { path, byteLength, name }, processor, signal);
    context.live.announce(session, job.run);
    return job;
  } catch (caught) {
    // It is still here when the run has not taken it over.
    const isHere = await Deno.remove(path).then(() => true, () => false);
    if (isHere) session.takeSpace(-byteLength);
    throw caught;
  }
}

function videosOf({ videos }: WebContext): Videos {
  if (videos) return videos;
  throw new FrameboxError(
    "UNIMPLEMENTED",
    "This server decodes no video, for it has no ffmpeg; the page decodes it in the browser, and " +
      "programs can send its frames over the live socket.",
  );
}

type Task =
  & { readonly processor: string | undefined }
  & (
    | { readonly upload: string; readonly run?: undefined }
    | { readonly run: string }
  );

async function readTask(context: WebContext, request: Request): Promise<Task> {
  const body = await readJsonObject(context, request, TASK);
  const who = { processor: optionalText(body["processor"], TASK) };
  const upload = optionalText(body["upload"], TASK);
  const run = optionalText(body["run"], TASK);
  if (upload !== undefined && run === undefined) return { upload, ...who };
  if (run !== undefined && upload === undefined) return { run, ...who };
  throw new FrameboxError("INVALID_ARGUMENT", TASK);
}

function videoOf(context: WebContext, c: Context): VideoRun {
  return videoRunOf(context, runOfPath(context, c));
}

function videoRunOf(context: WebContext, run: Run): VideoRun {
  const job = context.jobs.of(run);
  if (job instanceof VideoRun) return job;
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

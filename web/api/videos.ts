/**
 * Videos: starting one, and its files.
 *
 * @module
 */
import type { Context } from "hono";
import * as v from "valibot";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Run, Session } from "../../hub/mod.ts";
import { VideoRun, type Videos } from "../../sources/mod.ts";
import type { WebParts } from "../web_parts.ts";
import { json, ranged } from "./bodies.ts";
import { HttpProblem } from "./errors.ts";
import { fileResponse } from "./file_response.ts";
import { runOf } from "./ids.ts";
import { downloadQuery, processorField, rangeHeader } from "./parameters.ts";
import { type ApiRoute, route } from "./route.ts";
import { runCreated } from "./runs.ts";
import { described, named, text } from "../wire/schema_parts.ts";
import { runSchema, timestampsSchema } from "../wire/mod.ts";
import { rateOf } from "./video_json.ts";
import { videoType } from "./video_type.ts";

const absent = v.optional(v.null());

/** The video, and who processes it. */
export const videoTaskSchema = named(
  "VideoTask",
  v.union([
    v.object({
      upload: described(text, "A complete upload of the session."),
      run: absent,
      processor: processorField,
    }),
    v.object({
      run: described(text, "A run of the session whose video is processed once more."),
      upload: absent,
      processor: processorField,
    }),
  ]),
);

/** What the routes use. */
type VideoDeps = Pick<WebParts, "choice" | "live" | "longRuns" | "uploads" | "videos">;

/** The routes of videos. */
export function videoRoutes(deps: VideoDeps): readonly ApiRoute[] {
  const { choice, longRuns } = deps;
  const ofRun = "/api/v1/sessions/{session}/runs/{run}";
  const served = {
    method: "get",
    access: "session",
    tag: "videos",
    query: { download: downloadQuery("file") },
    headers: { Range: rangeHeader },
    problems: [409, 416],
  } as const;
  return [
    route({
      method: "post",
      path: "/api/v1/sessions/{session}/videos",
      access: "session",
      operationId: "startVideo",
      summary: "Have an uploaded video processed, as a new run of a session",
      description: "The run takes the upload over; the video of another run of the session may " +
        "be given in its place, and stays that one's, too. Every frame goes to the processor, in " +
        "order and without loss; the results become a video again. It continues while no page is open.",
      tag: "videos",
      body: {
        description: "The upload, complete, or a run of a video, and who processes it.",
        required: true,
        content: { "application/json": videoTaskSchema },
        sentence:
          'The body is JSON: {"upload": id of a complete upload, "processor": name or null}, or ' +
          '"run" in the place of "upload": a run of a video.',
      },
      answers: { 201: json("The run", runSchema) },
      problems: [400, 408, 409, 413, 415, 423, 429, 501, 503],
      handle: async (request) => {
        const { session, signal } = request;
        const task = await request.body();
        const { principal } = request;
        const processor = choice.orUsual(principal, choice.chosen(principal, task.processor));
        const longRun = typeof task.upload === "string"
          ? await start(deps, session, task.upload, processor, signal)
          : await startAgain(deps, session, task.run, processor, signal);
        return runCreated(longRuns, request, longRun.run);
      },
    }),
    route({
      ...served,
      path: `${ofRun}/video`,
      operationId: "getVideo",
      summary: "The video of a run's results",
      answers: ranged("video/mp4"),
      handle: ({ c, run, query }) =>
        resultFile(c, videoOf(longRuns, run), query.download !== undefined),
    }),
    route({
      ...served,
      path: `${ofRun}/original`,
      operationId: "getOriginalVideo",
      summary: "The video that was given",
      answers: ranged("video/*"),
      handle: async ({ c, run, query: { download } }) => {
        const { original: { path }, name } = videoOf(longRuns, run);
        return await fileResponse(c, {
          path,
          contentType: await videoType(path),
          downloadAs: download === undefined ? undefined : name,
        });
      },
    }),
    route({
      method: "get",
      path: `${ofRun}/timestamps`,
      access: "session",
      operationId: "getVideoTimestamps",
      summary: "When each frame is shown that was read so far",
      tag: "videos",
      answers: { 200: json("In the order of the frames", timestampsSchema) },
      handle: ({ run }) => {
        const longRun = videoOf(longRuns, run);
        return { rate: rateOf(longRun), timestamps_ms: longRun.timestamps().map(toMicros) };
      },
    }),
  ];
}

/** Microseconds suffice; more digits would only make a long list longer. */
function toMicros(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

async function start(
  deps: VideoDeps,
  session: Session,
  id: string,
  processor: string,
  signal: AbortSignal,
): Promise<VideoRun> {
  const upload = deps.uploads.get(session, id);
  const videos = videosOf(deps);
  const unclaim = upload.claim();
  try {
    const longRun = await videos.start(session, upload, processor, signal);
    deps.uploads.handedOver(session, upload);
    deps.live.announce(session, longRun.run);
    return longRun;
  } catch (caught) {
    // What is no video is of no use; whatever else was in the way, the upload may be tried again.
    const useless = caught instanceof FrameboxError && caught.code === "INVALID_ARGUMENT";
    if (useless) await deps.uploads.remove(session, upload);
    throw caught;
  } finally {
    unclaim();
  }
}

/** The same video once more: the file is on the disk once, and counted for each run that has it. */
async function startAgain(
  deps: VideoDeps,
  session: Session,
  run: string,
  processor: string,
  signal: AbortSignal,
): Promise<VideoRun> {
  const videos = videosOf(deps);
  const { original, name } = videoOf(deps.longRuns, runOf(session, run));
  const { byteLength } = original;
  if (!session.takeSpace(byteLength)) {
    const mb = Math.ceil(byteLength / 1024 ** 2);
    throw new HttpProblem(
      413,
      "RESOURCE_EXHAUSTED",
      `There is no room for another ${mb} MB; remove other videos first ` +
        "(settings SESSION_QUOTA_MB, TOTAL_QUOTA_MB).",
      undefined,
      undefined,
      because("no-room", { needed_bytes: byteLength }),
    );
  }
  const path = `${session.directory}/again-${crypto.randomUUID()}`;
  try {
    await Deno.link(original.path, path);
    const longRun = await videos.start(session, { path, byteLength, name }, processor, signal);
    deps.live.announce(session, longRun.run);
    return longRun;
  } catch (caught) {
    // It is still here when the run has not taken it over.
    const isHere = await Deno.remove(path).then(() => true, () => false);
    if (isHere) session.takeSpace(-byteLength);
    throw caught;
  }
}

function videosOf({ videos }: VideoDeps): Videos {
  if (videos) return videos;
  throw new FrameboxError(
    "UNIMPLEMENTED",
    "This server decodes no video, for it has no ffmpeg; the page decodes it in the browser, and " +
      "programs can send its frames over the live socket.",
    undefined,
    because("no-ffmpeg"),
  );
}

function videoOf(longRuns: VideoDeps["longRuns"], run: Run): VideoRun {
  const longRun = longRuns.of(run);
  if (longRun instanceof VideoRun) return longRun;
  throw new FrameboxError("NOT_FOUND", "This run is no video.");
}

function resultFile(
  c: Context,
  { result, name, state }: VideoRun,
  download: boolean,
): Promise<Response> {
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
    downloadAs: download ? `${stem}-result.mp4` : undefined,
  });
}

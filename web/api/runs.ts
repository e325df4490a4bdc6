/**
 * One run: how far it is, and pausing, resuming, cancelling it.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../base/errors/mod.ts";
import type { NoticeDetails, Run } from "../../hub/mod.ts";
import { isFinal, type LongRun, type LongRunState, VideoRun } from "../../sources/mod.ts";
import { placeOf } from "../place/place.ts";
import type { WebContext } from "../web_context.ts";
import { runOf, sessionOf } from "./ids.ts";
import { type ApiRoute, pathParam } from "./route.ts";
import { errors, jsonAnswer, ref, runPathParameter, sessionParameter } from "./schemas.ts";
import { runUrl } from "./urls.ts";
import { type VideoJson, videoJson } from "./video_json.ts";

/** How far a job is. */
export interface LongRunJson {
  readonly phase: LongRunState["phase"];
  readonly done: number;
  readonly failed: number;
  readonly total: number | null;
  /** Frames a second. */
  readonly fps: number | null;
  readonly remaining_ms: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly remarks: readonly {
    readonly code: string;
    readonly message: string;
    /** What the message is made from, for other languages. */
    readonly details: NoticeDetails | null;
  }[];
}

/** A run as the API shows it. */
export interface RunJson {
  readonly run: string;
  readonly kind: string;
  readonly policy: string;
  readonly processor: string;
  readonly ended: boolean;
  readonly frames: Run["stats"];
  /** `null`: somebody else feeds it. */
  readonly job: LongRunJson | null;
  /** `null`: it is no video. */
  readonly video: VideoJson | null;
}

/** A run's state as JSON; `base` as in {@linkcode runUrl}. */
export function runJson(context: WebContext, run: Run, base: string): RunJson {
  const job = context.jobs.of(run);
  return {
    run: run.id,
    kind: run.kind,
    policy: run.policy,
    processor: run.processor,
    ended: run.ended.aborted,
    frames: run.stats,
    job: job ? longRunJson(job.state) : null,
    video: job instanceof VideoRun ? videoJson(job, base) : null,
  };
}

/** A job's state as JSON. */
export function longRunJson(state: LongRunState): LongRunJson {
  const { phase, done, failed, framesPerSecond, remainingMs, error, remarks } = state;
  return {
    phase,
    done,
    failed,
    total: state.total ?? null,
    fps: framesPerSecond === undefined ? null : Math.round(framesPerSecond * 10) / 10,
    remaining_ms: remainingMs === undefined ? null : Math.round(remainingMs),
    error: error ? { code: error.code, message: error.message } : null,
    remarks: remarks.map(({ code, message, details = null }) => ({ code, message, details })),
  };
}

/** The run that a path names. */
export function runOfPath(context: WebContext, c: Context): Run {
  return runOf(sessionOf(context.hub, pathParam(c, "session")), pathParam(c, "run"));
}

/** The answer to who started a run: what it is, and where. */
export function runCreated(context: WebContext, c: Context, run: Run): Response {
  const { base } = placeOf(c);
  return Response.json(runJson(context, run, base), {
    status: 201,
    headers: { Location: runUrl(base, run) },
  });
}

/** The routes of runs. */
export function runRoutes(context: WebContext): readonly ApiRoute[] {
  return [
    {
      method: "get",
      path: "/api/v1/sessions/{session}/runs/{run}",
      operation: {
        operationId: "getRun",
        summary: "How far a run is",
        tags: ["runs"],
        parameters: [sessionParameter, runPathParameter],
        responses: { "200": jsonAnswer("The run", ref("RunState")), ...errors(403, 404) },
      },
      handle: (c) => Response.json(runJson(context, runOfPath(context, c), placeOf(c).base)),
    },
    {
      method: "delete",
      path: "/api/v1/sessions/{session}/runs/{run}",
      operation: {
        operationId: "removeRun",
        summary: "End a run and remove its results and files, which makes room for others",
        tags: ["runs"],
        parameters: [sessionParameter, runPathParameter],
        responses: { "204": { description: "It is gone" }, ...errors(403, 404) },
      },
      handle: async (c) => {
        const run = runOfPath(context, c);
        const job = context.jobs.of(run);
        job?.cancel();
        // What works on its files lets go of them first.
        await job?.over;
        await run.session.forget(run);
        return new Response(null, { status: 204 });
      },
    },
    control(context, "pause", "Give out no more frames of a video or folder", (job) => job.pause()),
    control(context, "resume", "Go on with a run that was paused", (job) => job.resume()),
    {
      ...control(context, "cancel", "End a run at once; its open frames are dropped", () => {}),
      handle: (c) => {
        const run = runOfPath(context, c);
        const job = context.jobs.of(run);
        // A job that is completing its files has a run that has ended already.
        if (job) job.cancel();
        else run.cancel("cancelled by its owner");
        return new Response(null, { status: 204 });
      },
    },
  ];
}

function control(
  context: WebContext,
  name: "pause" | "resume" | "cancel",
  summary: string,
  act: (job: LongRun) => void,
): ApiRoute {
  return {
    method: "post",
    path: `/api/v1/sessions/{session}/runs/{run}/${name}`,
    operation: {
      operationId: `${name}Run`,
      summary,
      tags: ["runs"],
      parameters: [sessionParameter, runPathParameter],
      responses: { "204": { description: "Done" }, ...errors(403, 404, 409) },
    },
    handle: (c) => {
      act(openJob(context, runOfPath(context, c)));
      return new Response(null, { status: 204 });
    },
  };
}

function openJob(context: WebContext, run: Run): LongRun {
  const job = context.jobs.of(run);
  if (!job) {
    throw new FrameboxError(
      "FAILED_PRECONDITION",
      "This run takes its frames from its sender; only videos and folders can be paused.",
    );
  }
  if (isFinal(job.state.phase)) {
    throw new FrameboxError("FAILED_PRECONDITION", "The run has ended already.");
  }
  return job;
}

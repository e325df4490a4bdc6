/**
 * One run: how far it is, and pausing, resuming, cancelling it.
 *
 * @module
 */
import * as v from "valibot";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Run } from "../../hub/mod.ts";
import { isFinal, type LongRun, type LongRunState, VideoRun } from "../../sources/mod.ts";
import type { WebContext } from "../web_context.ts";
import { empty, json, problemSchema } from "./bodies.ts";
import { errorJson } from "./errors.ts";
import type { ApiRequest } from "./api_request.ts";
import { type ApiRoute, Reply, route } from "./route.ts";
import { amount, component, count, described, details, type Json, text } from "./schema_parts.ts";
import { runUrl } from "./urls.ts";
import { videoJson, videoSchema } from "./video_json.ts";

const errorFields = {
  code: described(text, "For programs."),
  message: described(text, "One sentence for users."),
};

/** How far a long run is. */
export const longRunSchema = component("Job", {
  phase: described(
    v.picklist(["running", "paused", "finishing", "done", "failed", "cancelled"]),
    "The last three are final.",
  ),
  done: described(count, "Frames whose results are in the output."),
  failed: count,
  total: v.nullable(described(count, "An estimate until the source has ended.")),
  fps: v.nullable(described(amount, "Frames a second, over the last seconds.")),
  remaining_ms: v.nullable(amount),
  error: v.nullable(problemSchema),
  remarks: v.array(v.strictObject({
    ...errorFields,
    details: v.nullable(described(
      details,
      "What the message is made from; of code frame-scaled the worker and its Scale.",
    )),
  })),
});

/** See {@linkcode longRunSchema}. */
export type LongRunJson = Json<typeof longRunSchema>;

/** A run, and how far it is. */
export const runSchema = component("RunState", {
  run: text,
  kind: described(
    v.picklist(["image", "camera", "video", "images", "stream"]),
    "`images`: an image set; versions before called it `folder`.",
  ),
  policy: v.picklist(["latest", "lossless"]),
  processor: text,
  ended: v.boolean(),
  frames: v.strictObject({
    waiting: count,
    leased: count,
    pushed: count,
    done: count,
    failed: count,
    dropped: count,
  }),
  job: v.nullable(longRunSchema),
  video: v.nullable(videoSchema),
});

/** See {@linkcode runSchema}. */
export type RunJson = Json<typeof runSchema>;

/** A run's state as JSON; `base` as in {@linkcode runUrl}. */
export function runJson(context: WebContext, run: Run, base: string): RunJson {
  const longRun = context.longRuns.of(run);
  return {
    run: run.id,
    kind: run.kind,
    policy: run.policy,
    processor: run.processor,
    ended: run.ended.aborted,
    frames: run.stats,
    job: longRun ? longRunJson(longRun.state) : null,
    video: longRun instanceof VideoRun ? videoJson(longRun, base) : null,
  };
}

/** A long run's state as JSON. */
export function longRunJson(state: LongRunState): LongRunJson {
  const { phase, done, failed, framesPerSecond, remainingMs, error, remarks } = state;
  return {
    phase,
    done,
    failed,
    total: state.total ?? null,
    fps: framesPerSecond === undefined ? null : Math.round(framesPerSecond * 10) / 10,
    remaining_ms: remainingMs === undefined ? null : Math.round(remainingMs),
    error: error ? errorJson(error) : null,
    remarks: remarks.map(({ code, message, details = null }) => ({ code, message, details })),
  };
}

/** The answer to who started a run: what it is, and where. */
export function runCreated(
  context: WebContext,
  { base }: Pick<ApiRequest, "base">,
  run: Run,
): Reply<RunJson> {
  return new Reply(runJson(context, run, base), { headers: { Location: runUrl(base, run) } });
}

/** The routes of runs. */
export function runRoutes(context: WebContext): readonly ApiRoute[] {
  return [
    route({
      method: "get",
      path: "/api/v1/sessions/{session}/runs/{run}",
      access: "session",
      operationId: "getRun",
      summary: "How far a run is",
      tag: "runs",
      answers: { 200: json("The run", runSchema) },
      handle: ({ run, base }) => runJson(context, run, base),
    }),
    route({
      method: "delete",
      path: "/api/v1/sessions/{session}/runs/{run}",
      access: "session",
      operationId: "removeRun",
      summary: "End a run and remove its results and files, which makes room for others",
      tag: "runs",
      answers: { 204: empty("It is gone") },
      handle: async ({ run }) => {
        const longRun = context.longRuns.of(run);
        longRun?.cancel();
        // What works on its files lets go of them first.
        await longRun?.over;
        await run.session.forget(run);
      },
    }),
    control(
      "pause",
      "Give out no more frames of a video or folder",
      (run) => openLongRun(context, run).pause(),
    ),
    control(
      "resume",
      "Go on with a run that was paused",
      (run) => openLongRun(context, run).resume(),
    ),
    control("cancel", "End a run at once; its open frames are dropped", (run) => {
      const longRun = context.longRuns.of(run);
      // A long run that is completing its files has a run that has ended already.
      if (longRun) longRun.cancel();
      else run.cancel("cancelled by its owner");
    }),
  ];
}

function control(
  name: "pause" | "resume" | "cancel",
  summary: string,
  act: (run: Run) => void,
): ApiRoute {
  return route({
    method: "post",
    path: `/api/v1/sessions/{session}/runs/{run}/${name}`,
    access: "session",
    operationId: `${name}Run`,
    summary,
    tag: "runs",
    answers: { 204: empty("Done") },
    problems: [409],
    handle: ({ run }) => act(run),
  });
}

function openLongRun(context: WebContext, run: Run): LongRun {
  const longRun = context.longRuns.of(run);
  if (!longRun) {
    throw new FrameboxError(
      "FAILED_PRECONDITION",
      "This run takes its frames from its sender; only videos and folders can be paused.",
      undefined,
      because("not-pausable"),
    );
  }
  if (isFinal(longRun.state.phase)) {
    throw new FrameboxError(
      "FAILED_PRECONDITION",
      "The run has ended already.",
      undefined,
      because("run-ended"),
    );
  }
  return longRun;
}

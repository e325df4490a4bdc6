/**
 * One run: how far it is, and pausing, resuming, cancelling it.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Run } from "../../hub/mod.ts";
import {
  isFinal,
  type LongRun,
  type LongRuns,
  type LongRunState,
  VideoRun,
} from "../../sources/mod.ts";
import type { WebParts } from "../web_parts.ts";
import { type LongRunJson, type RunJson, runSchema } from "../wire/mod.ts";
import { empty, json } from "./bodies.ts";
import { errorJson } from "./errors.ts";
import type { ApiRequest } from "./api_request.ts";
import { type ApiRoute, Reply, route } from "./route.ts";
import { runUrl } from "./urls.ts";
import { videoJson } from "./video_json.ts";

/** Knows the long run of a run. */
type LongRunLookup = Pick<LongRuns, "of">;

/** A run's state as JSON; `base` as in {@linkcode runUrl}. */
export function runJson(longRuns: LongRunLookup, run: Run, base: string): RunJson {
  const longRun = longRuns.of(run);
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
  longRuns: LongRunLookup,
  { base }: Pick<ApiRequest, "base">,
  run: Run,
): Reply<RunJson> {
  return new Reply(runJson(longRuns, run, base), { headers: { Location: runUrl(base, run) } });
}

/** The routes of runs. */
export function runRoutes({ longRuns }: Pick<WebParts, "longRuns">): readonly ApiRoute[] {
  return [
    route({
      method: "get",
      path: "/api/v1/sessions/{session}/runs/{run}",
      access: "session",
      operationId: "getRun",
      summary: "How far a run is",
      tag: "runs",
      answers: { 200: json("The run", runSchema) },
      handle: ({ run, base }) => runJson(longRuns, run, base),
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
        const longRun = longRuns.of(run);
        longRun?.cancel();
        // What works on its files lets go of them first.
        await longRun?.over;
        await run.session.forget(run);
      },
    }),
    control(
      "pause",
      "Give out no more frames of a video or an image set",
      (run) => openLongRun(longRuns, run).pause(),
    ),
    control(
      "resume",
      "Resume a run that was paused",
      (run) => openLongRun(longRuns, run).resume(),
    ),
    control("cancel", "End a run at once; its open frames are dropped", (run) => {
      const longRun = longRuns.of(run);
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

function openLongRun(longRuns: LongRunLookup, run: Run): LongRun {
  const longRun = longRuns.of(run);
  if (!longRun) {
    throw new FrameboxError(
      "FAILED_PRECONDITION",
      "This run takes its frames from its sender; only videos and image sets can be paused.",
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

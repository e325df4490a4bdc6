/**
 * What a run's results said, for a page that was away: by number, without their pictures.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../base/errors/mod.ts";
import { annotationsOf } from "../../results/mod.ts";
import { type HistoryEntry, type Run, scaleFields } from "../../hub/mod.ts";
import { placeOf } from "../place/place.ts";
import type { WebContext } from "../web_context.ts";
import {
  type ContentJson,
  pictureOf,
  type TimingsJson,
  timingsJson,
  variableJson,
} from "./described.ts";
import { type ErrorBody, errorBody } from "./errors.ts";
import { runOf, sessionOf } from "./ids.ts";
import { type ApiRoute, pathParam } from "./route.ts";
import { errors, jsonAnswer, ref, runPathParameter, sessionParameter } from "./schemas.ts";
import { pictureUrl } from "./urls.ts";

const MOST = 1000;
const USUAL = 100;

/** One result as JSON. Of a failed frame there is an error, else none. */
export interface HistoryEntryJson extends ContentJson {
  readonly seq: number;
  readonly frame: number;
  readonly kind: "done" | "failed";
  readonly by: string | null;
  readonly timings: TimingsJson | null;
  readonly image_url: string | null;
  readonly error: ErrorBody["error"] | null;
}

/** The route of kept results. */
export function historyRoutes(context: WebContext): readonly ApiRoute[] {
  return [{
    method: "get",
    path: "/api/v1/sessions/{session}/runs/{run}/results",
    operation: {
      operationId: "listResults",
      summary: "What a run's newest results said",
      description: "Results are numbered 1, 2, 3 … within their run; a reset starts again. The " +
        "newest ones are kept, cut to a sensible length and without their pictures. Whoever was " +
        "away asks for what came after the last one it saw.",
      tags: ["images"],
      parameters: [
        sessionParameter,
        runPathParameter,
        {
          name: "after",
          in: "query",
          description: "Only results with a number above this one.",
          schema: { type: "integer", minimum: 0, default: 0 },
        },
        {
          name: "limit",
          in: "query",
          description: "So many at most, the oldest first.",
          schema: { type: "integer", minimum: 1, maximum: MOST, default: USUAL },
        },
      ],
      responses: {
        "200": jsonAnswer("The results, the oldest first", ref("History")),
        ...errors(400, 403, 404),
      },
    },
    handle: (c) => {
      const run = runOf(sessionOf(context.hub, pathParam(c, "session")), pathParam(c, "run"));
      return Response.json(
        historyJson(run, placeOf(c).base, wholeOf(c, "after", 0), wholeOf(c, "limit", 1)),
      );
    },
  }];
}

function historyJson(run: Run, base: string, after = 0, limit = USUAL): Record<string, unknown> {
  const { history } = run;
  return {
    run: run.id,
    processor: run.processor,
    ended: run.ended.aborted,
    first: history.first,
    last: history.last,
    missing: Math.max(0, history.first - 1 - after),
    results: history.after(after, Math.min(limit, MOST)).map((entry) =>
      entryJson(run, entry, base)
    ),
  };
}

function entryJson(run: Run, entry: HistoryEntry, base: string): HistoryEntryJson {
  const { number } = entry;
  const outcome = run.latest?.number === number
    ? run.latest
    : run.session.cachedResult(run.id, number);
  return {
    seq: entry.seq,
    frame: number,
    kind: entry.kind,
    by: entry.processedBy ?? null,
    timings: entry.timings ? timingsJson(entry.timings) : null,
    width: entry.width ?? 0,
    height: entry.height ?? 0,
    labels: entry.labels,
    text: entry.text ?? null,
    variables: entry.variables.map(variableJson),
    values: entry.values,
    boxes: outcome?.kind === "done" ? annotationsOf(outcome.content).boxes ?? null : null,
    scale: entry.scale ? scaleFields(entry.scale) : null,
    remarks: entry.remarks ?? [],
    image_url: pictureOf(outcome) ? pictureUrl(base, run, number, "jpg") : null,
    error: entry.error ? errorBody(entry.error).error : null,
  };
}

function wholeOf(c: Context, name: string, least: number): number | undefined {
  const text = c.req.query(name);
  if (text === undefined || text === "") return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : -1;
  if (value >= least) return value;
  throw new FrameboxError("INVALID_ARGUMENT", `${name} is a whole number, ${least} or more.`);
}

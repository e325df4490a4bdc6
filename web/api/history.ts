/**
 * A run's history, for a page that was away: results by number, without their pictures.
 *
 * @module
 */
import { readoutOf } from "../../results/mod.ts";
import type { HistoryEntry, Run } from "../../hub/mod.ts";
import { scaleFields } from "../../results/mod.ts";
import { type HistoryEntryJson, type HistoryJson, historySchema } from "../wire/mod.ts";
import { json } from "./bodies.ts";
import { pictureOfOutcome, timingsJson, variableJson } from "./hub_json.ts";
import { errorJson } from "./errors.ts";
import { wholeQuery } from "./parameters.ts";
import { type ApiRoute, route } from "./route.ts";
import { pictureUrl } from "./urls.ts";

const MAX_RESULTS = 1000;
const DEFAULT_RESULTS = 100;

/** The route of kept results. */
export function historyRoutes(): readonly ApiRoute[] {
  return [route({
    method: "get",
    path: "/api/v1/sessions/{session}/runs/{run}/results",
    access: "session",
    operationId: "listResults",
    summary: "What a run's newest results hold",
    description: "Results are numbered 1, 2, 3 … within their run; a reset starts again. The " +
      "newest ones are kept, cut to a sensible length and without their pictures. A client that was " +
      "away asks for what came after the last one it received.",
    tag: "images",
    query: {
      after: wholeQuery({
        description: "Only results with a number above this one.",
        sentence: "after is a whole number, 0 or more.",
        fallback: 0,
      }),
      limit: wholeQuery({
        description: `The maximum, the oldest first; no answer has more than ${MAX_RESULTS}.`,
        sentence: "limit is a whole number, 1 or more.",
        min: 1,
        fallback: DEFAULT_RESULTS,
      }),
    },
    answers: { 200: json("The results, the oldest first", historySchema) },
    problems: [400],
    handle: ({ run, base, query: { after, limit } }) => historyJson(run, base, after, limit),
  })];
}

function historyJson(
  run: Run,
  base: string,
  after: number,
  limit: number,
): HistoryJson {
  const { history } = run;
  return {
    run: run.id,
    processor: run.processor,
    ended: run.ended.aborted,
    first: history.first,
    last: history.last,
    missing: Math.max(0, history.first - 1 - after),
    results: history.after(after, Math.min(limit, MAX_RESULTS)).map((entry) =>
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
    boxes: outcome?.kind === "done" ? readoutOf(outcome.content).boxes ?? null : null,
    scale: entry.scale ? scaleFields(entry.scale) : null,
    remarks: entry.remarks ?? [],
    image_url: pictureOfOutcome(outcome) ? pictureUrl(base, run, number, "jpg") : null,
    error: entry.error ? errorJson(entry.error) : null,
  };
}

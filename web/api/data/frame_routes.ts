/**
 * A run's data over its frames: numbers for a plot, all numbers as a table, one frame whole.
 *
 * @module
 */
import * as v from "valibot";
import { because, FrameboxError } from "../../../base/errors/mod.ts";
import { boxesAt, type ResultReadout } from "../../../results/mod.ts";
import type { Boxes, DataSnapshot, Run } from "../../../hub/mod.ts";
import { valuePieces } from "../../../mat/mod.ts";
import { json } from "../bodies.ts";
import {
  frameDataSchema,
  type RowsJson,
  rowsSchema,
  type SeriesJson,
  seriesSchema,
} from "../../wire/mod.ts";
import { type ApiRoute, route } from "../route.ts";
import { described, text } from "../../wire/schema_parts.ts";
import { type FrameRange, framesOf, readoutAt, readoutsOver } from "./frames.ts";
import { fromQuery, limitQuery, MAX_VALUES, rangeOf, rangeQuery, valuesQuery } from "./query.ts";
import type { DataReader } from "./reader.ts";
import { valueOf } from "./stored.ts";

const MAX_POINTS = 100_000;
const MAX_ROWS = 500;

/** Of one frame's variables, given as JSON at once. */
const MAX_FRAME_BYTES = 2 * 2 ** 20;

const NO_DATA = "There is no data of this frame.";

/** The routes over frames. */
export function frameRoutes(reader: DataReader): readonly ApiRoute[] {
  const data = "/api/v1/sessions/{session}/runs/{run}/data";
  const common = { method: "get", access: "session", tag: "data" } as const;
  return [
    route({
      ...common,
      path: `${data}/series`,
      operationId: "getDataSeries",
      summary: "Numbers over frames",
      description: `Of the newest ${MAX_POINTS.toLocaleString("en")} frames: the numbers that ` +
        `are asked for, or the first ${MAX_VALUES} that these frames have.`,
      query: { value: valuesQuery, ...rangeQuery },
      answers: { 200: json("The numbers", seriesSchema) },
      problems: [400, 429],
      handle: ({ run, query: { value, ...range } }) =>
        reader.scan(run, (snapshot) => series(snapshot, run, value, rangeOf(range))),
    }),
    route({
      ...common,
      path: `${data}/values`,
      operationId: "listDataValues",
      summary: "All numbers and boxes of some frames, the newest frame first",
      query: {
        from: fromQuery("The first row, from 0: the newest frame."),
        limit: limitQuery(MAX_ROWS, "The maximum of rows."),
      },
      answers: { 200: json("The rows", rowsSchema) },
      problems: [400, 429],
      handle: ({ run, query: { from, limit } }) =>
        reader.scan(run, (snapshot) => rows(snapshot, run, from, limit)),
    }),
    route({
      ...common,
      path: `${data}/frames/{frame}`,
      operationId: "getDataOfFrame",
      summary: "All data of one frame",
      params: {
        frame: described(v.pipe(text, v.regex(/^[0-9]{1,9}$/, NO_DATA)), "The frame's number."),
      },
      answers: { 200: json("Its data", frameDataSchema) },
      problems: [429],
      handle: async ({ run, params }) => {
        const { value, init } = await reader.scan(
          run,
          (snapshot) => frameText(snapshot, run, Number(params.frame)),
        );
        const headers = new Headers(init.headers);
        headers.set("Content-Type", "application/json");
        return new Response(value, { headers });
      },
    }),
  ];
}

async function series(
  snapshot: DataSnapshot | undefined,
  run: Run,
  wanted: readonly string[],
  range: FrameRange,
): Promise<SeriesJson> {
  const { frames, cut } = framesOf(run, snapshot, range, MAX_POINTS);
  const columns = new Map(wanted.map((name): [string, (number | null)[]] => [name, []]));
  const names = new Set<string>();
  let done = 0;
  for await (const [, { values }] of readoutsOver(snapshot, frames)) {
    for (const name of Object.keys(values)) {
      names.add(name);
      if (wanted.length > 0 || columns.has(name) || columns.size >= MAX_VALUES) continue;
      columns.set(name, new Array<null>(done).fill(null));
    }
    for (const [name, column] of columns) {
      column.push(Object.hasOwn(values, name) ? values[name] ?? null : null);
    }
    done++;
  }
  return {
    names: [...names],
    frames: frames.map(({ number }) => number),
    series: Object.fromEntries(columns),
    cut,
  };
}

async function rows(
  snapshot: DataSnapshot | undefined,
  run: Run,
  from: number,
  limit: number,
): Promise<RowsJson> {
  const { frames } = framesOf(run, snapshot, { from: 0, to: Infinity }, Infinity);
  const shown = frames.toReversed().slice(from, from + limit);
  const names = new Set<string>();
  const rows: { frame: number; values: ResultReadout["values"]; boxes: Boxes | null }[] = [];
  for await (const [frame, { values, boxes }] of readoutsOver(snapshot, shown)) {
    for (const name of Object.keys(values)) names.add(name);
    rows.push({ frame: frame.number, values, boxes: boxes ?? null });
  }
  return { names: [...names], from, rows_total: frames.length, rows };
}

/** One frame's data as JSON: its variables are text already. */
async function frameText(
  snapshot: DataSnapshot | undefined,
  run: Run,
  number: number,
): Promise<string> {
  const { frames: [found] } = framesOf(run, snapshot, { from: number, to: number }, 1);
  if (!found) throw new FrameboxError("NOT_FOUND", NO_DATA, undefined, because("no-data"));
  const { values, boxes } = await readoutAt(snapshot, found);
  const place = run.boxPlace(number);
  let bytes = 0;
  const leftOut: string[] = [];
  const variables: string[] = [];
  for (const name of found.names) {
    bytes += snapshot?.find(name)?.byteLength ?? 0;
    if (!snapshot || bytes > MAX_FRAME_BYTES) leftOut.push(name);
    else {
      const value = [...valuePieces(await valueOf(snapshot, name))].join("");
      variables.push(`${JSON.stringify(name)}:${value}`);
    }
  }
  const head = JSON.stringify({
    frame: number,
    values,
    boxes: boxes && place ? boxesAt(boxes, place) : boxes ?? null,
    boxes_over: place ? { width: place.widthPx, height: place.heightPx } : null,
    left_out: leftOut,
  });
  return `${head.slice(0, -1)},"variables":{${variables.join()}}}`;
}

/**
 * A run's data over its frames: numbers for a plot, all numbers as a table, one frame whole.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../../base/errors/mod.ts";
import { type Annotations, boxesAt } from "../../../results/mod.ts";
import type { Boxes, DataSnapshot, Run } from "../../../hub/mod.ts";
import { valuePieces } from "../../../mat/mod.ts";
import { type ApiRoute, pathParam } from "../route.ts";
import { count, list, nullable, object, text } from "../schema_parts.ts";
import { errors, jsonAnswer, ref, runPathParameter, sessionParameter } from "../schemas.ts";
import { annotationsAt, annotationsOver, framesOf } from "./frames.ts";
import {
  MAX_VALUES,
  rangeIn,
  rangeParameters,
  valuesIn,
  valuesParameter,
  whole,
  wholeIn,
} from "./query.ts";
import type { DataReader } from "./reader.ts";
import { valueOf } from "./stored.ts";

const MAX_POINTS = 100_000;
const MAX_ROWS = 500;

/** Of one frame's variables, given as JSON at once. */
const MAX_FRAME_BYTES = 2 * 2 ** 20;

const numberOrNone = { type: ["number", "null"] };

const seriesSchema = object({
  names: { ...list(text), description: "All numbers that these frames have." },
  frames: { ...list(count), description: "Numbers of the frames, rising." },
  series: {
    type: "object",
    additionalProperties: list(numberOrNone),
    description: "For each value one number a frame; null where there is none.",
  },
  cut: { type: "boolean", description: "There are earlier frames." },
});

const rowsSchema = object({
  names: list(text),
  from: count,
  rows_total: count,
  rows: list(object({ frame: count, values: ref("Values"), boxes: nullable(ref("Boxes")) })),
});

const frameSchema = object({
  frame: count,
  values: ref("Values"),
  boxes: nullable(ref("Boxes")),
  boxes_over: nullable({
    ...object({ width: count, height: count }),
    description: "Size of the picture that the boxes are over, where the frame was made smaller " +
      "for its worker; null: they are as `variables` has them.",
  }),
  variables: {
    type: "object",
    description: "Each variable as `framebox mat inspect --json` prints it.",
  },
  left_out: { ...list(text), description: "Variables that are too large." },
});

/** The routes over frames. */
export function frameRoutes(reader: DataReader): readonly ApiRoute[] {
  const path = "/api/v1/sessions/{session}/runs/{run}/data";
  const parameters = [sessionParameter, runPathParameter];
  return [
    {
      method: "get",
      path: `${path}/series`,
      operation: {
        operationId: "getDataSeries",
        summary: "Numbers over frames",
        description: `Of the newest ${MAX_POINTS.toLocaleString("en")} frames: the numbers that ` +
          `are asked for, or the first ${MAX_VALUES} that these frames have.`,
        tags: ["data"],
        parameters: [...parameters, valuesParameter, ...rangeParameters],
        responses: {
          "200": jsonAnswer("The numbers", seriesSchema),
          ...errors(400, 403, 404, 429),
        },
      },
      handle: (c) => reader.scan(c, (snapshot, run) => series(c, snapshot, run)),
    },
    {
      method: "get",
      path: `${path}/values`,
      operation: {
        operationId: "listDataValues",
        summary: "All numbers and boxes of some frames, the newest frame first",
        tags: ["data"],
        parameters: [
          ...parameters,
          whole("from", "The first row, from 0: the newest frame."),
          {
            ...whole("limit", "So many rows at most."),
            schema: { type: "integer", minimum: 1, maximum: MAX_ROWS, default: 100 },
          },
        ],
        responses: { "200": jsonAnswer("The rows", rowsSchema), ...errors(400, 403, 404, 429) },
      },
      handle: (c) => reader.scan(c, (snapshot, run) => rows(c, snapshot, run)),
    },
    {
      method: "get",
      path: `${path}/frames/{frame}`,
      operation: {
        operationId: "getDataOfFrame",
        summary: "All data of one frame",
        tags: ["data"],
        parameters: [...parameters, {
          name: "frame",
          in: "path",
          required: true,
          description: "The frame's number.",
          schema: { type: "string", pattern: "^[0-9]{1,9}$" },
        }],
        responses: { "200": jsonAnswer("Its data", frameSchema), ...errors(403, 404, 429) },
      },
      handle: (c) => reader.scan(c, (snapshot, run) => frame(c, snapshot, run)),
    },
  ];
}

async function series(
  c: Context,
  snapshot: DataSnapshot | undefined,
  run: Run,
): Promise<Response> {
  const { frames, cut } = framesOf(run, snapshot, rangeIn(c), MAX_POINTS);
  const wanted = valuesIn(c);
  const columns = new Map(wanted.map((name): [string, (number | null)[]] => [name, []]));
  const names = new Set<string>();
  let done = 0;
  for await (const [, { values }] of annotationsOver(snapshot, frames)) {
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
  return Response.json({
    names: [...names],
    frames: frames.map(({ number }) => number),
    series: Object.fromEntries(columns),
    cut,
  });
}

async function rows(
  c: Context,
  snapshot: DataSnapshot | undefined,
  run: Run,
): Promise<Response> {
  const from = wholeIn(c, "from", 0);
  const limit = wholeIn(c, "limit", 100, { least: 1, most: MAX_ROWS });
  const { frames } = framesOf(run, snapshot, { from: 0, to: Infinity }, Infinity);
  const shown = frames.toReversed().slice(from, from + limit);
  const names = new Set<string>();
  const rows: { frame: number; values: Annotations["values"]; boxes: Boxes | null }[] = [];
  for await (const [frame, { values, boxes }] of annotationsOver(snapshot, shown)) {
    for (const name of Object.keys(values)) names.add(name);
    rows.push({ frame: frame.number, values, boxes: boxes ?? null });
  }
  return Response.json({ names: [...names], from, rows_total: frames.length, rows });
}

async function frame(
  c: Context,
  snapshot: DataSnapshot | undefined,
  run: Run,
): Promise<Response> {
  const text = pathParam(c, "frame");
  const number = /^\d{1,9}$/.test(text) ? Number(text) : -1;
  const { frames: [found] } = framesOf(run, snapshot, { from: number, to: number }, 1);
  if (!found) throw new FrameboxError("NOT_FOUND", "There is no data of this frame.");
  const { values, boxes } = await annotationsAt(snapshot, found);
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
  const body = `${head.slice(0, -1)},"variables":{${variables.join()}}}`;
  return new Response(body, { headers: { "Content-Type": "application/json" } });
}

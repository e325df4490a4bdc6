/**
 * A selection of a run's data as a file: CSV for spreadsheets, JSON for programs.
 *
 * @module
 */
import * as v from "valibot";
import { because, FrameboxError } from "../../../base/errors/mod.ts";
import type { Run } from "../../../hub/mod.ts";
import { file, json, type None } from "../bodies.ts";
import type { ApiRequest } from "../api_request.ts";
import { type ApiRoute, route } from "../route.ts";
import { described } from "../../wire/schema_parts.ts";
import { boxLines, valueLines, variableLines } from "./export_csv.ts";
import { framePieces, variablePieces } from "./export_json.ts";
import { namesQuery, partsOf, pathQuery, rangeOf, rangeQuery, valuesQuery } from "./query.ts";
import type { DataReader } from "./reader.ts";

const KINDS = ["values", "boxes", "variables"] as const;

const MAX_VARIABLES = 1000;

const query = {
  what: described(
    v.optional(v.picklist(KINDS, `what is one of ${KINDS.join(", ")}.`), "values"),
    "`values`: one line a frame with its numbers. `boxes`: one line a box. `variables`: " +
      "variables as they are.",
  ),
  ...rangeQuery,
  value: valuesQuery,
  path: pathQuery,
  variable: namesQuery(
    "A variable by its name; in JSON several, or all when left out.",
    MAX_VARIABLES,
    `Name ${MAX_VARIABLES} variables at most.`,
  ),
};

type ExportRequest = ApiRequest<None, typeof query>;

/** The routes of exports. */
export function exportRoutes(reader: DataReader): readonly ApiRoute[] {
  const path = "/api/v1/sessions/{session}/runs/{run}/data";
  const common = {
    method: "get",
    access: "session",
    tag: "data",
    query,
    problems: [400, 413, 429],
  } as const;
  return [
    route({
      ...common,
      path: `${path}/export.csv`,
      operationId: "exportCsv",
      summary: "Numbers, boxes or one variable as CSV",
      description: "RFC 4180 in UTF-8 with a byte order mark, so that Excel reads it rightly. " +
        "A text that a spreadsheet would take for a formula gets a leading apostrophe.",
      answers: { 200: file("The file", "text/csv") },
      handle: (request) => csv(reader, request),
    }),
    route({
      ...common,
      path: `${path}/export.json`,
      operationId: "exportJson",
      summary: "Numbers, boxes or variables as JSON",
      description: "Variables as `framebox mat inspect --json` prints them.",
      answers: { 200: json("The file", v.record(v.string(), v.unknown())) },
      handle: (request) => asJson(reader, request),
    }),
  ];
}

async function csv(reader: DataReader, request: ExportRequest): Promise<Response> {
  const { run, query } = request;
  const { what, value: values, path, variable: [variable, ...more] } = query;
  const range = rangeOf(query);
  const contentType = "text/csv; charset=utf-8";
  if (what !== "variables") {
    return await reader.file(request, { contentType, name: `${what}.csv` }, (snapshot) => {
      const source = { snapshot, run, range };
      return what === "boxes" ? boxLines(source) : valueLines(source, values);
    });
  }
  if (variable === undefined || more.length > 0) {
    throw new FrameboxError("INVALID_ARGUMENT", "A CSV file has one variable: name exactly one.");
  }
  assertThere(run, [variable]);
  const name = `${variable.replace(/\W/g, "_")}.csv`;
  return await reader.file(request, { contentType, name }, (snapshot) => {
    return variableLines(snapshot, variable, partsOf(path));
  });
}

async function asJson(reader: DataReader, request: ExportRequest): Promise<Response> {
  const { run, query } = request;
  const { what, value: values, path, variable: variables } = query;
  assertThere(run, variables);
  const [only] = variables;
  const stem = what === "variables" && only !== undefined && variables.length === 1
    ? only.replace(/\W/g, "_")
    : what;
  const kind = { contentType: "application/json", name: `${stem}.json` };
  return await reader.file(request, kind, (snapshot) => {
    const source = { snapshot, run, range: rangeOf(query) };
    return what === "variables"
      ? variablePieces(source, variables, partsOf(path))
      : framePieces(source, what, values);
  });
}

/** Once a file has begun, an error can only be reported by aborting it. */
function assertThere(run: Run, names: readonly string[]): void {
  if (names.length === 0) return;
  const there = new Set(run.data.list().map(({ name }) => name));
  const missing = names.find((name) => !there.has(name));
  if (missing === undefined) return;
  throw new FrameboxError(
    "NOT_FOUND",
    "data.mat has no such variable; it may have been replaced.",
    undefined,
    because("no-such-variable"),
  );
}

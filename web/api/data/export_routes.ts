/**
 * A selection of a run's data as a file: CSV for spreadsheets, JSON for programs.
 *
 * @module
 */
import type { Context } from "hono";
import { FrameboxError } from "../../../base/errors/mod.ts";
import type { ApiRoute, Parameter } from "../route.ts";
import { errors, runPathParameter, sessionParameter } from "../schemas.ts";
import { boxLines, valueLines, variableLines } from "./export_csv.ts";
import { framePieces, variablePieces } from "./export_json.ts";
import {
  pathIn,
  pathParameter,
  rangeIn,
  rangeParameters,
  valuesIn,
  valuesParameter,
} from "./query.ts";
import type { DataReader } from "./reader.ts";

const kinds = ["values", "boxes", "variables"] as const;
type Kind = typeof kinds[number];

const MAX_VARIABLES = 1000;

/** The routes of exports. */
export function exportRoutes(reader: DataReader): readonly ApiRoute[] {
  const path = "/api/v1/sessions/{session}/runs/{run}/data";
  const parameters: readonly Parameter[] = [
    sessionParameter,
    runPathParameter,
    {
      name: "what",
      in: "query",
      description: "`values`: one line a frame with its numbers. `boxes`: one line a box. " +
        "`variables`: variables as they are.",
      schema: { enum: kinds, default: "values" },
    },
    valuesParameter,
    {
      name: "variable",
      in: "query",
      description: "A variable by its name; in JSON several, or all when left out.",
      schema: { type: "array", items: { type: "string" }, maxItems: MAX_VARIABLES },
    },
    pathParameter,
    ...rangeParameters,
  ];
  const problems = errors(400, 403, 404, 413, 429);
  return [
    {
      method: "get",
      path: `${path}/export.csv`,
      operation: {
        operationId: "exportCsv",
        summary: "Numbers, boxes or one variable as CSV",
        description: "RFC 4180 in UTF-8 with a byte order mark, so that Excel reads it rightly. " +
          "A text that a spreadsheet would take for a formula gets a leading apostrophe.",
        tags: ["data"],
        parameters,
        responses: {
          "200": { description: "The file", content: { "text/csv": { schema: {} } } },
          ...problems,
        },
      },
      handle: (c) => csv(reader, c),
    },
    {
      method: "get",
      path: `${path}/export.json`,
      operation: {
        operationId: "exportJson",
        summary: "Numbers, boxes or variables as JSON",
        description: "Variables as `framebox mat inspect --json` prints them.",
        tags: ["data"],
        parameters,
        responses: {
          "200": {
            description: "The file",
            content: { "application/json": { schema: { type: "object" } } },
          },
          ...problems,
        },
      },
      handle: (c) => json(reader, c),
    },
  ];
}

async function csv(reader: DataReader, c: Context): Promise<Response> {
  const kind = kindIn(c);
  const range = rangeIn(c);
  const values = valuesIn(c);
  const path = pathIn(c);
  const [variable, ...more] = variablesIn(c);
  const contentType = "text/csv; charset=utf-8";
  if (kind !== "variables") {
    return await reader.file(c, { contentType, name: `${kind}.csv` }, (snapshot, run) => {
      const source = { snapshot, run, range };
      return kind === "boxes" ? boxLines(source) : valueLines(source, values);
    });
  }
  if (variable === undefined || more.length > 0) {
    throw new FrameboxError("INVALID_ARGUMENT", "A CSV file has one variable: name exactly one.");
  }
  assertThere(reader, c, [variable]);
  const name = `${variable.replace(/\W/g, "_")}.csv`;
  return await reader.file(c, { contentType, name }, (snapshot) => {
    return variableLines(snapshot, variable, path);
  });
}

async function json(reader: DataReader, c: Context): Promise<Response> {
  const kind = kindIn(c);
  const range = rangeIn(c);
  const values = valuesIn(c);
  const path = pathIn(c);
  const variables = variablesIn(c);
  assertThere(reader, c, variables);
  const [only] = variables;
  const stem = kind === "variables" && only !== undefined && variables.length === 1
    ? only.replace(/\W/g, "_")
    : kind;
  const file = { contentType: "application/json", name: `${stem}.json` };
  return await reader.file(c, file, (snapshot, run) => {
    const source = { snapshot, run, range };
    return kind === "variables"
      ? variablePieces(source, variables, path)
      : framePieces(source, kind, values);
  });
}

function kindIn(c: Context): Kind {
  const text = c.req.query("what") ?? "values";
  const kind = kinds.find((known) => known === text);
  if (kind) return kind;
  throw new FrameboxError("INVALID_ARGUMENT", `what is one of ${kinds.join(", ")}.`);
}

function variablesIn(c: Context): readonly string[] {
  const names = [...new Set(c.req.queries("variable") ?? [])];
  if (names.length <= MAX_VARIABLES) return names;
  throw new FrameboxError("INVALID_ARGUMENT", `Name ${MAX_VARIABLES} variables at most.`);
}

/** Once a file has begun, nothing can be said any more but by breaking off. */
function assertThere(
  reader: DataReader,
  c: Context,
  names: readonly string[],
): void {
  if (names.length === 0) return;
  const there = new Set(reader.run(c).data.list().map(({ name }) => name));
  const missing = names.find((name) => !there.has(name));
  if (missing === undefined) return;
  throw new FrameboxError("NOT_FOUND", "data.mat has no such variable; it may have been replaced.");
}

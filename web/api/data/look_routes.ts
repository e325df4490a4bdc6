/**
 * Looking into `data.mat`: a variable as a tree and as tables.
 *
 * @module
 */
import type { Context } from "hono";
import { type ApiRoute, pathParam } from "../route.ts";
import { count, list, object, text } from "../schema_parts.ts";
import { errors, jsonAnswer, runPathParameter, sessionParameter } from "../schemas.ts";
import { cellJson } from "./cell.ts";
import { pathIn, pathParameter, whole, wholeIn } from "./query.ts";
import type { DataReader } from "./reader.ts";
import { valueOf } from "./stored.ts";
import { tableOf } from "./table_of.ts";
import { branchOf, childrenOf, valueAt } from "./tree_of.ts";

const MAX_BRANCHES = 1000;
const MAX_ROWS = 500;
const MAX_COLUMNS = 100;

const variableName = {
  name: "name",
  in: "path",
  required: true,
  description: "The variable's name in data.mat.",
  schema: text,
} as const;

const branch = {
  key: { ...text, description: "A field, {3} of a cell, (2) or (2,1) of an array." },
  class: { ...text, description: "MATLAB class, e.g. double or struct." },
  dims: list(count),
  text: { ...text, description: "The value in short." },
  children: { ...count, description: "How many lines are below it." },
};

const treeSchema = object({
  ...branch,
  from: count,
  lines: { ...list(object(branch)), description: "Those below it, from that number on." },
});

const cellSchema = { type: ["number", "string", "null"] };

const tableSchema = object({
  class: text,
  dims: list(count),
  page: count,
  pages: { ...count, description: "Two-dimensional pages of an array with more dimensions." },
  column: count,
  columns_total: count,
  columns: list(text),
  from: count,
  rows_total: count,
  rows: list(list(cellSchema)),
});

const variablesSchema = object({
  from: count,
  total: count,
  variables: list(object({
    name: text,
    class: text,
    dims: list(count),
    bytes: count,
    frame: { ...count, description: "The frame that it is of, or that left it." },
  })),
});

/** The routes of variables. */
export function lookRoutes(reader: DataReader): readonly ApiRoute[] {
  const variables = "/api/v1/sessions/{session}/runs/{run}/data/variables";
  const path = `${variables}/{name}`;
  const parameters = [sessionParameter, runPathParameter, variableName, pathParameter];
  const problems = errors(400, 403, 404, 413, 429);
  return [
    {
      method: "get",
      path: variables,
      operation: {
        operationId: "listDataVariables",
        summary: "Variables of data.mat, the newest first",
        tags: ["data"],
        parameters: [
          sessionParameter,
          runPathParameter,
          whole("from", "The first one, from 0: the newest."),
          limitParameter(MAX_BRANCHES),
        ],
        responses: {
          "200": jsonAnswer("Some of them", variablesSchema),
          ...errors(400, 403, 404, 429),
        },
      },
      handle: (c) => listed(reader, c),
    },
    {
      method: "get",
      path: `${path}/tree`,
      operation: {
        operationId: "getDataTree",
        summary: "What is in a variable of data.mat, one level",
        description: "Long arrays are given in parts: `children` says how many lines there are.",
        tags: ["data"],
        parameters: [
          ...parameters,
          whole("from", "The first line, from 0."),
          limitParameter(MAX_BRANCHES),
        ],
        responses: { "200": jsonAnswer("The lines", treeSchema), ...problems },
      },
      handle: (c) => tree(reader, c),
    },
    {
      method: "get",
      path: `${path}/table`,
      operation: {
        operationId: "getDataTable",
        summary: "A variable of data.mat as rows and columns, a part of it",
        description:
          "Matrices as they are, vectors as one column, struct arrays with a column for " +
          "each field. NaN and infinities are strings.",
        tags: ["data"],
        parameters: [
          ...parameters,
          whole("page", "Which two-dimensional page of an array with more dimensions, from 0."),
          whole("column", "The first column, from 0."),
          whole("from", "The first row, from 0."),
          limitParameter(MAX_ROWS),
        ],
        responses: { "200": jsonAnswer("The rows", tableSchema), ...problems },
      },
      handle: (c) => table(reader, c),
    },
  ];
}

function limitParameter(most: number) {
  return {
    ...whole("limit", "So many at most."),
    schema: { type: "integer", minimum: 1, maximum: most, default: 100 },
  };
}

function listed(reader: DataReader, c: Context): Promise<Response> {
  const from = wholeIn(c, "from", 0);
  const limit = wholeIn(c, "limit", 100, { least: 1, most: MAX_BRANCHES });
  return reader.scan(c, (snapshot) => {
    const all = snapshot?.variables ?? [];
    const end = Math.max(0, all.length - from);
    const variables = all.slice(Math.max(0, end - limit), end).reverse().map((variable) => {
      const { name, class: matClass, dims, byteLength: bytes, frame } = variable;
      return { name, class: matClass, dims, bytes, frame };
    });
    return Promise.resolve(Response.json({ from, total: all.length, variables }));
  });
}

function tree(reader: DataReader, c: Context): Promise<Response> {
  const path = pathIn(c);
  const from = wholeIn(c, "from", 0);
  const limit = wholeIn(c, "limit", 100, { least: 1, most: MAX_BRANCHES });
  const name = pathParam(c, "name");
  return reader.look(c, async (snapshot) => {
    const value = valueAt(await valueOf(snapshot, name), path);
    const lines = childrenOf(value, from, limit);
    return Response.json({ ...branchOf(name, value), from, lines });
  });
}

function table(reader: DataReader, c: Context): Promise<Response> {
  const path = pathIn(c);
  const page = wholeIn(c, "page", 0);
  const column = wholeIn(c, "column", 0);
  const from = wholeIn(c, "from", 0);
  const limit = wholeIn(c, "limit", 100, { least: 1, most: MAX_ROWS });
  const name = pathParam(c, "name");
  return reader.look(c, async (snapshot) => {
    const value = valueAt(await valueOf(snapshot, name), path);
    const shown = tableOf(value, page);
    const width = Math.max(0, Math.min(MAX_COLUMNS, shown.columnCount - column));
    const columns = Array.from({ length: width }, (_, j) => shown.column(column + j));
    const rowCount = page < shown.pages ? shown.rowCount : 0;
    const rows = Array.from({ length: Math.max(0, Math.min(limit, rowCount - from)) }, (_, i) => {
      return columns.map((_name, j) => cellJson(shown.cell(from + i, column + j)));
    });
    const { class: matClass, dims } = branchOf(name, value);
    return Response.json({
      class: matClass,
      dims,
      page,
      pages: shown.pages,
      column,
      columns_total: shown.columnCount,
      columns,
      from,
      rows_total: rowCount,
      rows,
    });
  });
}

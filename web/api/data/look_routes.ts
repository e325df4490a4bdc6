/**
 * Looking into `data.mat`: a variable as a tree and as tables.
 *
 * @module
 */
import type { Run } from "../../../hub/mod.ts";
import { type TableJson, tableSchema, treeSchema, variablesSchema } from "../../wire/mod.ts";
import { json } from "../bodies.ts";
import { type ApiRoute, type Reply, route } from "../route.ts";
import { described, text } from "../../wire/schema_parts.ts";
import { cellJson } from "./cell.ts";
import { fromQuery, limitQuery, partsOf, pathQuery } from "./query.ts";
import type { DataReader } from "./reader.ts";
import { valueOf } from "./stored.ts";
import { tableOf } from "./table_of.ts";
import { branchOf, childrenOf, valueAt } from "./tree_of.ts";

const MAX_BRANCHES = 1000;
const MAX_ROWS = 500;
const MAX_COLUMNS = 100;

/** The routes of variables. */
export function lookRoutes(reader: DataReader): readonly ApiRoute[] {
  const variables = "/api/v1/sessions/{session}/runs/{run}/data/variables";
  const common = { method: "get", access: "session", tag: "data" } as const;
  const ofVariable = {
    ...common,
    params: { name: described(text, "The variable's name in data.mat.") },
    problems: [400, 413, 429],
  } as const;
  return [
    route({
      ...common,
      path: variables,
      operationId: "listDataVariables",
      summary: "Variables of data.mat, the newest first",
      query: {
        from: fromQuery("The first one, from 0: the newest."),
        limit: limitQuery(MAX_BRANCHES),
      },
      answers: { 200: json("Some of them", variablesSchema) },
      problems: [400, 429],
      handle: ({ run, query: { from, limit } }) =>
        reader.scan(run, (snapshot) => {
          const all = snapshot?.variables ?? [];
          const end = Math.max(0, all.length - from);
          const variables = all.slice(Math.max(0, end - limit), end).reverse().map((variable) => {
            const { name, class: matClass, dims, byteLength: bytes, frame } = variable;
            return { name, class: matClass, dims, bytes, frame };
          });
          return Promise.resolve({ from, total: all.length, variables });
        }),
    }),
    route({
      ...ofVariable,
      path: `${variables}/{name}/tree`,
      operationId: "getDataTree",
      summary: "What is in a variable of data.mat, one level",
      description: "Long arrays are given in parts: `children` is the number of lines.",
      query: {
        path: pathQuery,
        from: fromQuery("The first line, from 0."),
        limit: limitQuery(MAX_BRANCHES),
      },
      answers: { 200: json("The lines", treeSchema) },
      handle: ({ run, params: { name }, query: { path, from, limit } }) =>
        reader.look(run, async (snapshot) => {
          const value = valueAt(await valueOf(snapshot, name), partsOf(path));
          return { ...branchOf(name, value), from, lines: childrenOf(value, from, limit) };
        }),
    }),
    route({
      ...ofVariable,
      path: `${variables}/{name}/table`,
      operationId: "getDataTable",
      summary: "A variable of data.mat as rows and columns, a part of it",
      description: "Matrices as they are, vectors as one column, struct arrays with a column for " +
        "each field. NaN and infinities are strings.",
      query: {
        path: pathQuery,
        page: fromQuery(
          "Which two-dimensional page of an array with more dimensions, from 0.",
          "page",
        ),
        column: fromQuery("The first column, from 0.", "column"),
        from: fromQuery("The first row, from 0."),
        limit: limitQuery(MAX_ROWS),
      },
      answers: { 200: json("The rows", tableSchema) },
      handle: ({ run, params, query }) => table(reader, run, params.name, query),
    }),
  ];
}

interface TablePart {
  readonly from: number;
  readonly limit: number;
  readonly path: string;
  readonly page: number;
  readonly column: number;
}

function table(
  reader: DataReader,
  run: Run,
  name: string,
  { path, page, column, from, limit }: TablePart,
): Promise<Reply<TableJson>> {
  return reader.look(run, async (snapshot) => {
    const value = valueAt(await valueOf(snapshot, name), partsOf(path));
    const shown = tableOf(value, page);
    const width = Math.max(0, Math.min(MAX_COLUMNS, shown.columnCount - column));
    const columns = Array.from({ length: width }, (_, j) => shown.column(column + j));
    const rowCount = page < shown.pages ? shown.rowCount : 0;
    const rows = Array.from({ length: Math.max(0, Math.min(limit, rowCount - from)) }, (_, i) => {
      return columns.map((_name, j) => cellJson(shown.cell(from + i, column + j)));
    });
    const { class: matClass, dims } = branchOf(name, value);
    return {
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
    };
  });
}

/**
 * A MATLAB value as rows and columns.
 *
 * @module
 */
import type { MatNumeric, MatSparse, MatStruct, MatValue } from "../../../mat/mod.ts";
import { type Cell, cellOf, classOf, dimsOf, numberCell } from "./cell.ts";

/** Rows and columns; nothing is made before it is asked for. */
export interface Table {
  readonly columnCount: number;
  readonly rowCount: number;
  /** How many two-dimensional pages there are beside this one: of an H×W×3 array three. */
  readonly pages: number;
  /** The name of a column. */
  column(index: number): string;
  cell(row: number, column: number): Cell;
}

/**
 * A value as a table: matrices as they are, vectors as one column, struct arrays with a column for
 * each field, a struct whose fields go together (`xyxy` N×4, `conf` 1×N …) with a row for each.
 *
 * @param page which two-dimensional page of an array, from 0
 */
export function tableOf(value: MatValue, page = 0): Table {
  switch (value.kind) {
    case "numeric":
      return gridOf(value.dims, page, (index) => numberCell(value, index));
    case "cell":
      return gridOf(value.dims, page, (index) => cellOf(value.cells[index]));
    case "char":
      return oneColumn("text", value.rows.length, (row) => value.rows[row] ?? "");
    case "sparse":
      return storedOf(value);
    case "struct":
    case "object": {
      const { fields, values } = value;
      if (values.length !== fields.length) return elementsOf(fields, values, value.dims);
      return (value.kind === "struct" ? togetherOf(value) : undefined) ?? listOf(fields, values);
    }
    case "function":
    case "opaque":
      return tableOf(value.content, page);
  }
}

function gridOf(
  dims: readonly number[],
  page: number,
  at: (index: number) => Cell,
): Table {
  const [height = 0, width = 0, ...more] = dims;
  const pages = more.reduce((product, dim) => product * dim, 1);
  const isVector = pages === 1 && (height === 1 || width === 1);
  if (isVector) return oneColumn("1", height * width, at);
  const start = page * height * width;
  return {
    columnCount: width,
    rowCount: height,
    pages,
    column: (index) => String(index + 1),
    cell: (row, column) => at(start + row + column * height),
  };
}

/** Columns that have names of their own: there are never many of them. */
function named(names: readonly string[]): Pick<Table, "columnCount" | "column"> {
  return { columnCount: names.length, column: (index) => names[index] ?? "" };
}

function oneColumn(name: string, rowCount: number, at: (row: number) => Cell): Table {
  return { ...named([name]), rowCount, pages: 1, cell: at };
}

function storedOf(value: MatSparse): Table {
  const columnOf = new Int32Array(value.rowIndices.length);
  for (let column = 0; column < value.dims[1]; column++) {
    columnOf.fill(column, value.columnStarts[column], value.columnStarts[column + 1]);
  }
  return {
    ...named(["row", "column", "value"]),
    rowCount: value.rowIndices.length,
    pages: 1,
    cell: (row, column) =>
      column === 0
        ? (value.rowIndices[row] ?? 0) + 1
        : column === 1
        ? (columnOf[row] ?? 0) + 1
        : numberCell(value, row),
  };
}

function elementsOf(
  fields: readonly string[],
  values: readonly MatValue[],
  dims: readonly number[],
): Table {
  return {
    ...named(fields),
    rowCount: dims.reduce((product, dim) => product * dim, 1),
    pages: 1,
    cell: (row, column) => cellOf(values[row * fields.length + column]),
  };
}

/** One line a field. */
function listOf(fields: readonly string[], values: readonly MatValue[]): Table {
  const cells: ((row: number) => Cell)[] = [
    (row) => fields[row] ?? "",
    (row) => values[row] ? classOf(values[row]) : null,
    (row) => values[row] ? dimsOf(values[row]).join("×") : null,
    (row) => cellOf(values[row]),
  ];
  return {
    ...named(["field", "class", "size", "value"]),
    rowCount: fields.length,
    pages: 1,
    cell: (row, column) => cells[column]?.(row) ?? null,
  };
}

/** Fields with the same number of rows side by side; `undefined` when they don't go together. */
function togetherOf({ fields, values }: MatStruct): Table | undefined {
  const parts: { name: string; value: MatNumeric; width: number }[] = [];
  let rowCount: number | undefined;
  for (const [i, name] of fields.entries()) {
    const value = values[i];
    if (value?.kind !== "numeric") return undefined;
    const { rows, width } = shapeOf(value);
    rowCount ??= rows;
    if (rows !== rowCount || width > MAX_TOGETHER) return undefined;
    parts.push({ name, value, width });
  }
  if (rowCount === undefined || rowCount < 2) return undefined;
  const rows = rowCount;
  const columns = parts.flatMap(({ name, value, width }) =>
    Array.from({ length: width }, (_, column) => ({
      name: width === 1 ? name : `${name} ${column + 1}`,
      at: (row: number) => numberCell(value, row + column * rows),
    }))
  );
  return {
    ...named(columns.map(({ name }) => name)),
    rowCount: rows,
    pages: 1,
    cell: (row, column) => columns[column]?.at(row) ?? null,
  };
}

/** A field with more columns is a matrix of its own. */
const MAX_TOGETHER = 8;

function shapeOf({ dims, data }: MatNumeric): { rows: number; width: number } {
  const [height = 0, width = 0] = dims;
  if (dims.length > 2) return { rows: -1, width: 0 };
  return height === 1 ? { rows: data.length, width: 1 } : { rows: height, width };
}

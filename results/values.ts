/**
 * Numbers of a frame by their path, for plots and tables.
 *
 * @module
 */
import type { JsonValue } from "../hub/mod.ts";
import { type MatValue, shortNumber } from "../mat/mod.ts";
import { fieldsBesideBoxes } from "./box_fields.ts";
import { isSingle, type NamedValue } from "./variables.ts";

/** Numbers kept of one frame. */
const MAX_VALUES = 64;

/** Numbers by their path, such as `mean` or `at.x`. */
type Values = Readonly<Record<string, number>>;

/**
 * Numeric scalars of variables, by their path.
 *
 * @param boxCount becomes the value `boxes`; `undefined` where the variables have no boxes
 */
export function valuesOf(named: readonly NamedValue[], boxCount: number | undefined): Values {
  const values = new Map<string, number>();
  for (const [name, value] of named) addNumbers(values, value, name);
  return withCount(values, boxCount);
}

/** Numbers and booleans of structured data, by the path of their property. */
export function structuredValues(
  data: Readonly<Record<string, JsonValue>> = {},
  boxCount: number | undefined,
): Values {
  const values = new Map<string, number>();
  const visit = (value: JsonValue, path: string) => {
    if (values.size >= MAX_VALUES) return;
    if (typeof value === "number") values.set(path, value);
    else if (typeof value === "boolean") values.set(path, Number(value));
    else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      for (const [name, inner] of Object.entries(value)) visit(inner, `${path}.${name}`);
    }
  };
  for (const [name, value] of Object.entries(data)) visit(value, name);
  return withCount(values, boxCount);
}

function withCount(values: Map<string, number>, boxCount: number | undefined): Values {
  if (boxCount !== undefined) values.set("boxes", boxCount);
  return Object.fromEntries(values);
}

function addNumbers(values: Map<string, number>, value: MatValue, path: string): void {
  if (value.kind === "numeric") {
    if (value.data.length !== 1 || value.imag !== undefined || values.size >= MAX_VALUES) return;
    values.set(path === "" ? "data" : path, shortNumber(value.data[0] ?? NaN, value.class));
  } else if (value.kind === "cell") {
    const [only] = value.cells;
    if (only && value.cells.length === 1) addNumbers(values, only, path);
  } else if (value.kind === "struct" && isSingle(value)) {
    for (const [field, inner] of fieldsBesideBoxes(value)) {
      addNumbers(values, inner, path === "" ? field : `${path}.${field}`);
    }
  }
}

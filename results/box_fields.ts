/**
 * Boxes in the fields of one struct, as detectors and trackers write them: `xyxy`, `conf`, `cls` and
 * `id` of Ultralytics' results, in every shape that SciPy and MATLAB give them.
 *
 * @module
 */
import type { Boxes, Corners } from "../hub/mod.ts";
import type { MatNumeric, MatStruct, MatValue } from "../mat/mod.ts";
import type { NamedValue } from "./variables.ts";

/** The `cls` of a row without a box: nothing was found. Trackers use it as `id`, too. */
const NOTHING = -1;

/** The fields that are read here. `names` has the classes' names, or each box's; `name` each box's. */
export const BOX_FIELDS: readonly string[] = ["xyxy", "conf", "cls", "id", "names", "name"];

/** One row on its way into {@linkcode Boxes}. */
export interface Box {
  readonly corners: Corners;
  readonly conf: number | null;
  readonly cls: number | null;
  readonly id: number | null;
  readonly name: string | null;
}

/** Whether a struct with these fields holds boxes. */
export function hasBoxes(fields: readonly string[]): boolean {
  return fields.includes("xyxy");
}

/**
 * The fields of a single struct, without those that hold its boxes: a plot's lines would come and go
 * with their count, since `conf` is a scalar for one box and not for two.
 */
export function* fieldsBesideBoxes({ fields, values }: MatStruct): Generator<NamedValue> {
  const boxes = hasBoxes(fields);
  for (const [i, field] of fields.entries()) {
    const inner = values[i];
    if (inner && !(boxes && BOX_FIELDS.includes(field))) yield [field, inner];
  }
}

/** Whether an `xyxy` holds corners or is empty; otherwise it is other data of that name. */
export function isCorners(value: MatValue | undefined): boolean {
  if (value?.kind === "cell") return value.cells.every(isCorners);
  return value?.kind === "numeric" && (value.data.length === 0 || cornersOf(value).length > 0);
}

/**
 * The boxes in the fields of one struct.
 *
 * @param field gives a field's value by its name
 */
export function boxesInFields(field: (name: string) => MatValue | undefined): Box[] {
  const corners = cornersOf(field("xyxy"));
  const count = corners.length;
  const conf = column(field("conf"), count);
  const cls = column(field("cls"), count);
  const id = column(field("id"), count);
  const nameOf = namesOf(wordsOf(field("names")), wordsOf(field("name")), cls, count);
  return corners.flatMap((four, i) => {
    const class_ = cls[i] ?? null;
    if (four === undefined || class_ === NOTHING) return [];
    const track = id[i] ?? null;
    return {
      corners: four,
      conf: rounded(conf[i] ?? null, 1e4),
      cls: class_,
      // A tracker that has not assigned an id yet writes -1.
      id: track === NOTHING ? null : track,
      name: nameOf(i) || null,
    };
  });
}

/** Rows as lists. */
export function boxLists(kept: readonly Box[]): Boxes {
  return {
    xyxy: kept.map(({ corners }) => corners),
    conf: kept.map(({ conf }) => conf),
    cls: kept.map(({ cls }) => cls),
    id: kept.map(({ id }) => id),
    names: kept.map(({ name }) => name),
  };
}

/** One entry a row; `undefined` for a row that is no box, so that rows match those of the other fields. */
function cornersOf(value: MatValue | undefined): (Corners | undefined)[] {
  if (value?.kind === "cell") return value.cells.flatMap(cornersOf);
  if (value?.kind !== "numeric") return [];
  const { data } = value;
  const rows = Math.floor(data.length / 4);
  const place = placeOf(value.dims);
  if (place === undefined) return [];
  return Array.from({ length: rows }, (_, row) => {
    const at = (corner: number) => numberAt(value, place(row, corner, rows));
    const [left, top, right, bottom] = [at(0), at(1), at(2), at(3)];
    if (left === null || top === null || right === null || bottom === null) return undefined;
    return [hundredths(left), hundredths(top), hundredths(right), hundredths(bottom)] as const;
  });
}

/** The index of a row's corner, by the dimensions; those of 1 (N×1×4) are ignored. */
function placeOf(dims: readonly number[]) {
  const [first, second, ...more] = dims.filter((dim) => dim !== 1);
  if (first === undefined || more.length > 0) return undefined;
  // One row, or several one after another.
  if (second === undefined) {
    return first % 4 === 0 ? (row: number, corner: number) => 4 * row + corner : undefined;
  }
  if (second === 4) return (row: number, corner: number, rows: number) => row + corner * rows;
  if (first === 4) return (row: number, corner: number) => 4 * row + corner;
  return undefined;
}

/** A field with one number a box. A field of another length is ignored. */
function column(value: MatValue | undefined, count: number): (number | null)[] {
  if (value?.kind === "cell") {
    if (value.cells.length !== count) {
      return value.cells.length === 1 ? column(value.cells[0], count) : [];
    }
    return value.cells.map((item) => item.kind === "numeric" ? numberAt(item, 0) : null);
  }
  if (value?.kind !== "numeric" || value.data.length !== count) return [];
  return Array.from({ length: count }, (_, i) => numberAt(value, i));
}

/** `null` for what is no finite number: a tracker without ids writes NaN. */
function numberAt(value: MatNumeric, index: number): number | null {
  const number = Number(value.data[index]);
  return Number.isFinite(number) ? number : null;
}

/**
 * How a box gets its name. `name` has one a box. `names` is usually a model's list of classes; when
 * names occur twice in it, or `cls` exceeds it, it has one a box.
 */
function namesOf(
  names: readonly string[],
  own: readonly string[],
  cls: readonly (number | null)[],
  count: number,
): (i: number) => string | undefined {
  if (own.length === count) return (i) => own[i];
  const isList = new Set(names).size === names.length &&
    cls.every((number) => number === null || number < names.length);
  if (names.length === count && !(isList && cls.length > 0)) return (i) => names[i];
  return (i) => names[cls[i] ?? -1];
}

/** Names as a char matrix, or as a cell of strings. MATLAB pads rows with blanks. */
function wordsOf(value: MatValue | undefined): string[] {
  if (value?.kind === "char") return value.rows.map((row) => row.trimEnd());
  if (value?.kind !== "cell") return [];
  return value.cells.map((item) => item.kind === "char" ? (item.rows[0] ?? "").trimEnd() : "");
}

function hundredths(number: number): number {
  return Math.round(number * 100) / 100;
}

function rounded(number: number | null, steps: number): number | null {
  return number === null ? null : Math.round(number * steps) / steps;
}

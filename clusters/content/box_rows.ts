/**
 * Boxes from an object's fields and from rows of numbers.
 *
 * @module
 */
import type { SizePx } from "../../media/image/mod.ts";
import type { DataValue } from "../../oscar/answer/mod.ts";
import { type BoxForm, cornersOf, type FourNumbers, guessedForm } from "./corners.ts";
import {
  asList,
  asRecord,
  columnIn,
  Fields,
  isList,
  numberIn,
  numbersIn,
  ofBatch,
} from "./fields.ts";

/** Longer lists are no boxes. */
const MAX_ROWS = 100_000;
const MAX_NAME = 200;

/** Fields of confidences, as `spelling` has them. */
export const CONF: readonly string[] = [
  "conf",
  "confs",
  "confidence",
  "confidences",
  "scores",
  "score",
  "probability",
  "probabilities",
  "probs",
  "prob",
  "detectionscores",
  "objectness",
];
const CLS = [
  "cls",
  "class",
  "classes",
  "classid",
  "classids",
  "categoryid",
  "categoryids",
  "detectionclasses",
  "classindex",
  "labelid",
  "label",
  "labels",
  "category",
];
const ID = ["id", "ids", "trackid", "trackids", "trackerid"];
const NAME = [
  "name",
  "classname",
  "class",
  "label",
  "labels",
  "category",
  "object",
  "classes",
  "tag",
];
const NAMES = ["names", "classnames", "labelnames", "categories", "detectionclassentities"];

/** Fields that belong to a list of boxes. */
export const COLUMNS: readonly string[] = [...CONF, ...CLS, ...ID, ...NAME, ...NAMES];

/** One box on its way. */
export interface Box {
  readonly corners: FourNumbers;
  /** What the numbers are of: `share`, 0–1; a size in pixels; left out, what they look like. */
  readonly unit: "share" | SizePx | undefined;
  readonly conf: number | undefined;
  readonly cls: number | undefined;
  readonly id: number | undefined;
  readonly name: string | undefined;
}

/** What holds for the boxes below a record. */
export interface Context {
  readonly names: DataValue | undefined;
  readonly size: SizePx | undefined;
}

/** What a record has for the boxes below it. */
export function contextOf(fields: Fields, above: Context): Context {
  const image = asRecord(fields.first(["image", "imagesize", "inputsize"]));
  const own = image === undefined ? fields : new Fields(image);
  const names = image === undefined ? ["imagewidth", "imageheight"] : ["width", "height"];
  const [widthPx, heightPx] = names.map((name) => own.number([name]));
  const [rows, columns] = numbersIn(fields.first(["origshape"])) ?? [];
  const [width, height] = [widthPx ?? columns, heightPx ?? rows];
  const size = width !== undefined && height !== undefined && width > 0 && height > 0
    ? { widthPx: width, heightPx: height }
    : above.size;
  return { names: fields.first(NAMES) ?? above.names, size };
}

/** A bounding box from a record that describes one. */
export function boxOf(
  fields: Fields,
  corners: FourNumbers,
  unit: "share" | undefined,
  context: Context,
): Box {
  const cls = fields.number(CLS);
  return {
    corners,
    unit: unit ?? context.size,
    conf: shareOf(fields.number(CONF)),
    cls,
    id: fields.number(ID),
    name: nameOf(fields.text(NAME) ?? namedClass(context.names, cls)),
  };
}

/** Boxes with one list of each thing. */
export function parallelBoxes(
  rows: readonly (readonly number[])[],
  fields: Fields,
  form: BoxForm | undefined,
  unit: "share" | undefined,
  context: Context,
): Box[] {
  const count = rows.length;
  const conf = columnAt(fields, CONF, count);
  const cls = columnAt(fields, CLS, count);
  const id = columnAt(fields, ID, count);
  const own = wordsAt(fields, [...NAME, ...NAMES], count);
  const shape = form ?? guessedForm(rows);
  return rows.flatMap((row, i) => {
    const corners = cornersOf(row, shape);
    if (corners === undefined) return [];
    const number = numberIn(cls?.[i]);
    return {
      corners,
      unit: unit ?? context.size,
      conf: shareOf(numberIn(conf?.[i])),
      cls: number,
      id: numberIn(id?.[i]),
      name: nameOf(own?.[i] ?? namedClass(context.names, number)),
    };
  });
}

/** Boxes as `[left, top, right, bottom, confidence, class]`, or with the class first. */
export function rowBoxes(
  rows: readonly (readonly number[])[],
  form: BoxForm | undefined,
  unit: "share" | undefined,
  context: Context,
  minConfidence: number,
): Box[] {
  const isClassFirst = !rows.every((row) => isShare(row[4])) &&
    rows.every((row) => isShare(row[5]));
  const shape = form ?? guessedForm(rows);
  return rows.flatMap((row) => {
    const corners = cornersOf(row, shape);
    const [conf, cls] = isClassFirst ? [row[5], row[4]] : [row[4], row[5]];
    if (corners === undefined || (conf ?? 1) < minConfidence) return [];
    return {
      corners,
      unit: unit ?? context.size,
      conf: shareOf(conf),
      cls,
      id: undefined,
      name: nameOf(namedClass(context.names, cls)),
    };
  });
}

/** Whether rows of numbers without names are boxes: corners in order, a confidence, a class. */
export function areBoxRows(rows: readonly (readonly number[])[]): boolean {
  return rows.every((row) => {
    const [left = 0, top = 0, right = 0, bottom = 0, first, second] = row;
    return row.length === 6 && right >= left && bottom >= top &&
      (isShare(first) && isClass(second) || isShare(second) && isClass(first));
  });
}

function isShare(number: number | undefined): boolean {
  return number !== undefined && number >= 0 && number <= 1;
}

function isClass(number: number | undefined): boolean {
  return number !== undefined && number >= 0 && Number.isInteger(number) && number < 100_000;
}

/** Rows of as many numbers each. */
export function rowsIn(value: DataValue | undefined): readonly (readonly number[])[] | undefined {
  const list = asList(value);
  if (list === undefined || list.length > MAX_ROWS) return undefined;
  const rows: (readonly number[])[] = [];
  for (const item of list) {
    if (!isList(item) || item.length < 4 || item.length > 16) return undefined;
    const row = numbersIn(item);
    if (row === undefined || row.length !== (rows[0]?.length ?? row.length)) return undefined;
    rows.push(row);
  }
  return rows;
}

/** A list of as many numbers, under the first of these names. */
export function columnAt(
  fields: Fields,
  names: readonly string[],
  count: number,
): readonly DataValue[] | undefined {
  for (const name of names) {
    const column = columnIn(ofBatch(fields.first([name])));
    if (column?.length === count && column.every((item) => numberIn(item) !== undefined)) {
      return column;
    }
  }
  return undefined;
}

function wordsAt(
  fields: Fields,
  names: readonly string[],
  count: number,
): readonly string[] | undefined {
  for (const name of names) {
    const column = columnIn(fields.first([name])) ?? [];
    const words = column.filter((item) => typeof item === "string");
    if (words.length === count && column.length === count) return words;
  }
  return undefined;
}

/** A class by its number, in a list or an object of names. */
function namedClass(names: DataValue | undefined, cls: number | undefined): string | undefined {
  if (cls === undefined) return undefined;
  const name = asList(names)?.[cls] ??
    asRecord(names)?.[Object.hasOwn(asRecord(names) ?? {}, String(cls)) ? String(cls) : ""];
  return typeof name === "string" ? name : undefined;
}

function nameOf(name: string | undefined): string | undefined {
  return name?.slice(0, MAX_NAME).toWellFormed();
}

/** A confidence from 0 to 1; percentages are divided. */
function shareOf(number: number | undefined): number | undefined {
  if (number === undefined || number < 0 || number > 100) return undefined;
  return number > 1 ? number / 100 : number;
}

/**
 * Boxes in the data of services, in the forms in which detectors write them.
 *
 * @module
 */
import type { Boxes } from "../../hub/mod.ts";
import type { SizePx } from "../../media/image/mod.ts";
import type { DataValue } from "../../oscar/answer/mod.ts";
import {
  areBoxRows,
  type Box,
  boxOf,
  columnAt,
  COLUMNS,
  CONF,
  type Context,
  contextOf,
  parallelBoxes,
  rowBoxes,
  rowsIn,
} from "./box_rows.ts";
import {
  type BoxForm,
  cornersOf,
  formNamed,
  guessedForm,
  namedCorners,
  recordCorners,
} from "./corners.ts";
import {
  asList,
  asRecord,
  columnIn,
  type DataRecord,
  Fields,
  isList,
  numberIn,
  numbersIn,
  ofBatchOfRows,
  opened,
} from "./fields.ts";
import { placeBoxes } from "./place_boxes.ts";
import { rawDetections } from "./raw_detections.ts";
import { matrixIn } from "./tensors.ts";

/** Boxes that are kept; more can't be distinguished in a picture. */
const MAX_BOXES = 1000;
const MAX_DEPTH = 8;
/** Values that are looked at. */
const MAX_VISITS = 20_000;
/** Of a network's rows, which include all that it is unsure of. */
const MIN_CONFIDENCE = 0.25;

/** Fields that hold a list of boxes, with the form and the unit that the name has. */
const LISTS: readonly (readonly [string, BoxForm | undefined, "share" | undefined])[] = [
  ["xyxyn", "xyxy", "share"],
  ["xywhn", "cxcywh", "share"],
  ["xyxy", "xyxy", undefined],
  ["xywh", "cxcywh", undefined],
  ["detectionboxes", "yxyx", undefined],
  ["boxes", undefined, undefined],
  ["bboxes", undefined, undefined],
  ["boundingboxes", undefined, undefined],
  ["bbox", undefined, undefined],
  ["box", undefined, undefined],
  ["boundingbox", undefined, undefined],
  ["rectangle", undefined, undefined],
  ["rois", undefined, undefined],
  ["detections", undefined, undefined],
];
/** An empty list with these names: nothing was found. */
const PLURALS = [
  "xyxyn",
  "xywhn",
  "xyxy",
  "xywh",
  "boxes",
  "bboxes",
  "boundingboxes",
  "detections",
];

/** Boxes, and the values that hold them. */
export interface FoundBoxes {
  /** In pixels of the picture that the service was given; an empty list where nothing was found. */
  readonly boxes: Boxes;
  readonly from: ReadonlySet<DataValue>;
}

/**
 * Finds the boxes of a value.
 *
 * @param sizePx of the picture that the service was given: without it shares of a picture are no boxes
 */
export function boxesIn(value: DataValue, sizePx: SizePx | undefined): FoundBoxes | undefined {
  const search = new BoxSearch();
  search.visit(value, { names: undefined, size: undefined }, 0);
  return search.found(sizePx);
}

class BoxSearch {
  readonly #boxes: Box[] = [];
  readonly #from = new Set<DataValue>();
  #isThere = false;
  #visits = 0;

  found(sizePx: SizePx | undefined): FoundBoxes | undefined {
    if (!this.#isThere) return undefined;
    const boxes = placeBoxes(this.#boxes, sizePx);
    // Shares of a picture whose size isn't known are data.
    if (boxes.xyxy.length === 0 && this.#boxes.length > 0) return undefined;
    return { boxes, from: this.#from };
  }

  visit(given: DataValue, context: Context, depth: number): void {
    const value = opened(given);
    if (depth > MAX_DEPTH || ++this.#visits > MAX_VISITS) return;
    const list = asList(value);
    const record = asRecord(value);
    if (list !== undefined) this.#inList(list, context, depth);
    else if (record !== undefined) this.#inRecord(record, context, depth);
  }

  #inRecord(record: DataRecord, above: Context, depth: number): void {
    const fields = new Fields(record);
    const context = contextOf(fields, above);
    if (this.#raw(record)) return;
    if (this.#ofColumns(record, fields, context)) return;
    for (const [name, form, unit] of LISTS) {
      const value = fields.first([name]);
      if (value === undefined) continue;
      const given = form ?? formNamed(fields.text(["format", "boxformat", "bboxformat"]));
      const isFound = this.#ofField(record, fields, { name, value, form: given, unit }, context);
      if (isFound) return this.#others(record, fields, context, depth);
    }
    const corners = recordCorners(record);
    if (corners === undefined) {
      for (const inner of Object.values(record)) this.visit(inner, context, depth + 1);
      return;
    }
    // Shapes on a map or a page have corners as well; what was found has a class or a confidence.
    const box = boxOf(fields, corners, undefined, context);
    if (box.conf === undefined && box.cls === undefined && box.name === undefined && depth === 0) {
      return;
    }
    this.#add([box], record);
  }

  /** Tracks and boxes of parts stand beside a list of boxes. */
  #others(record: DataRecord, fields: Fields, context: Context, depth: number): void {
    const taken = new Set(COLUMNS
      .map((name) => fields.first([name])));
    for (const inner of Object.values(record)) {
      if (typeof inner !== "object" || inner === null || taken.has(inner)) continue;
      if (this.#from.has(inner) || !isList(inner) || asRecord(inner[0]) === undefined) continue;
      this.visit(inner, context, depth + 1);
    }
  }

  #ofField(
    record: DataRecord,
    fields: Fields,
    { name, value, form, unit }: {
      name: string;
      value: DataValue;
      form: BoxForm | undefined;
      unit: "share" | undefined;
    },
    context: Context,
  ): boolean {
    const given = opened(value);
    const list = asList(given);
    if (list === undefined) {
      const corners = recordCorners(given);
      if (corners === undefined) return false;
      return this.#add([boxOf(fields, corners, unit, context)], record, value);
    }
    if (list.length === 0) return PLURALS.includes(name) && this.#add([], value);
    const four = numbersIn(list);
    if (four !== undefined) {
      if (four.length < 4) return false;
      // COCO's results have a corner and a size.
      const isCoco = name === "bbox" && fields.first(["categoryid"]) !== undefined;
      const corners = cornersOf(four, form ?? (isCoco ? "xywh" : guessedForm([four])));
      if (corners === undefined) return false;
      return this.#add([boxOf(fields, corners, unit, context)], record, value);
    }
    const rows = rowsIn(ofBatchOfRows(list));
    if (rows === undefined) return false;
    if (rows.length === 0 || (rows[0]?.length ?? 0) < 4) return false;
    const conf = columnAt(fields, CONF, rows.length);
    if ((rows[0]?.length ?? 0) > 4 && conf === undefined) {
      return this.#add(rowBoxes(rows, form, unit, context, 0), value);
    }
    // The other columns are no labels of the picture.
    const columns = COLUMNS
      .map((column) => fields.first([column])).filter(isList)
      .filter((column) => column.length === rows.length);
    return this.#add(parallelBoxes(rows, fields, form, unit, context), value, ...columns);
  }

  #inList(list: readonly DataValue[], context: Context, depth: number): void {
    const rows = rowsIn(ofBatchOfRows(list));
    if (rows !== undefined && rows.length > 0 && areBoxRows(rows)) {
      // A network's own rows include what it is unsure of.
      const min = isList(list[0]) && isList(list[0][0]) ? MIN_CONFIDENCE : 0;
      this.#add(rowBoxes(rows, undefined, undefined, context, min), list);
      return;
    }
    if (this.#raw(list)) return;
    for (const item of list) this.visit(item, context, depth + 1);
  }

  /** The columns of a table: `{xmin: {"0": 12, …}, …}`. */
  #ofColumns(record: DataRecord, fields: Fields, context: Context): boolean {
    const named = namedCorners(fields);
    const columns = named?.values.map(columnIn) ?? [];
    const [first] = columns;
    if (!named || first === undefined) return false;
    const count = first.length;
    const rows = Array.from(
      { length: Math.min(count, MAX_BOXES) },
      (_, row) =>
        columns.map((column) => numberIn(column?.[row])).filter((number) => number !== undefined),
    );
    if (rows.some((row) => row.length !== 4)) return false;
    return this.#add(parallelBoxes(rows, fields, named.form, undefined, context), record);
  }

  /** What comes out of a network as it is. */
  #raw(value: DataValue): boolean {
    const matrix = matrixIn(value);
    const found = matrix && rawDetections(matrix);
    if (found === undefined) return false;
    const boxes = found.map(({ corners, conf, cls }): Box => ({
      corners,
      unit: "share",
      conf,
      cls,
      id: undefined,
      name: undefined,
    }));
    return this.#add(boxes, value);
  }

  #add(boxes: readonly Box[], ...from: readonly DataValue[]): true {
    this.#isThere = true;
    this.#boxes.push(...boxes.slice(0, MAX_BOXES - this.#boxes.length));
    for (const value of from) this.#from.add(value);
    return true;
  }
}

/**
 * The corners of one box, in the forms in which detectors write them.
 *
 * @module
 */
import type { DataValue } from "../../oscar/answer/mod.ts";
import { asRecord, Fields, numberIn } from "./fields.ts";

/** How four numbers are a box: corners, a corner and a size, the middle and a size, or rows before columns. */
export type BoxForm = "xyxy" | "xywh" | "cxcywh" | "yxyx";

/** Left, top, right, bottom. */
export type FourNumbers = readonly [number, number, number, number];

/** Names of the four numbers, by form; in the order of the form. */
const NAMED: readonly (readonly [BoxForm, readonly string[]])[] = [
  ["xyxy", ["x1", "y1", "x2", "y2"]],
  ["xyxy", ["xmin", "ymin", "xmax", "ymax"]],
  ["xyxy", ["left", "top", "right", "bottom"]],
  ["xyxy", ["x0", "y0", "x1", "y1"]],
  ["xyxy", ["startx", "starty", "endx", "endy"]],
  ["cxcywh", ["xcenter", "ycenter", "width", "height"]],
  ["cxcywh", ["xcenter", "ycenter", "w", "h"]],
  ["cxcywh", ["centerx", "centery", "width", "height"]],
  ["cxcywh", ["cx", "cy", "w", "h"]],
  ["cxcywh", ["cx", "cy", "width", "height"]],
  ["xywh", ["left", "top", "width", "height"]],
  ["xywh", ["l", "t", "w", "h"]],
  ["xywh", ["x", "y", "w", "h"]],
  ["xywh", ["x", "y", "width", "height"]],
];

/** The names of a record that hold a box's numbers, and what they are. */
export function namedCorners(
  fields: Fields,
): { readonly form: BoxForm; readonly values: readonly DataValue[] } | undefined {
  for (const [form, names] of NAMED) {
    const values = names.map((name) => fields.first([name]))
      .filter((value) => value !== undefined);
    if (values.length !== 4) continue;
    // Roboflow writes the middle of a box under these names, with an id of the detection.
    const isMiddle = form === "xywh" && fields.first(["detectionid"]) !== undefined;
    return { form: isMiddle ? "cxcywh" : form, values };
  }
  return undefined;
}

/** The corners in the fields of a record; `undefined` where there are none. */
export function recordCorners(value: DataValue): FourNumbers | undefined {
  const record = asRecord(value);
  const named = record && namedCorners(new Fields(record));
  const numbers = named?.values.map(numberIn).filter((number) => number !== undefined);
  return named && numbers?.length === 4 ? cornersOf(numbers, named.form) : undefined;
}

/** The corners of four numbers in a form. */
export function cornersOf(numbers: readonly number[], form: BoxForm): FourNumbers | undefined {
  const [a, b, c, d] = numbers;
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  switch (form) {
    case "xyxy":
      return [a, b, c, d];
    case "yxyx":
      return [b, a, d, c];
    case "xywh":
      return [a, b, a + c, b + d];
    case "cxcywh":
      return [a - c / 2, b - d / 2, a + c / 2, b + d / 2];
  }
}

/** The form of rows of no named form: corners, unless a second one lies before its first. */
export function guessedForm(rows: readonly (readonly number[])[]): BoxForm {
  const isCorners = rows.every(([left = 0, top = 0, right = 0, bottom = 0]) =>
    right >= left && bottom >= top
  );
  return isCorners ? "xyxy" : "xywh";
}

/** The form by its name in an answer, e.g. `xywh` or `cxcywh`. */
export function formNamed(name: string | undefined): BoxForm | undefined {
  const plain = name?.toLowerCase().replace(/[^a-z]/g, "");
  if (plain === "xyxy" || plain === "xywh" || plain === "cxcywh" || plain === "yxyx") return plain;
  if (plain === "coco" || plain === "ltwh") return "xywh";
  if (plain === "pascalvoc" || plain === "ltrb") return "xyxy";
  return plain === "yolo" ? "cxcywh" : undefined;
}

/**
 * What a result's data says that can be shown beside or over the picture: numbers to plot and boxes
 * to draw.
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";
import { type MatStruct, type MatValue, readElement, shortNumber } from "../mat/mod.ts";
import { type Box, BOX_FIELDS, boxesOf, boxLists, hasBoxes, MAX_BOXES } from "./boxes.ts";
import { boxesAt } from "./boxes_at.ts";
import { type Boxes, boxPlace, type JsonValue, type ResultContent } from "../hub/mod.ts";

/** Numbers kept of one frame. */
const MAX_VALUES = 64;

/** Larger variables are pictures and maps rather than findings: they are not looked into. */
export const MAX_BYTES = 1_000_000;

/** Small data in a hostile shape must not cost more than the frame itself. */
export const MAT_LIMITS = {
  maxInflatedBytes: 4 * MAX_BYTES,
  maxElements: MAX_BYTES,
  maxNesting: 16,
} as const;

/** A frame's own variable, whose number says only which frame it is. */
const NUMBERED = /^(.+?)_?\d{5,}$/;

/** What can be shown of a result's data. */
export interface Annotations {
  /**
   * Numeric scalars by their path in the frame's struct (`data_00012.mean` is `mean`), and the
   * number of boxes as `boxes`. NaN and infinities are kept.
   */
  readonly values: Readonly<Record<string, number>>;
  /**
   * What was found, if the data says where, in pixels of the result's picture, or of the frame where
   * there is none. An empty one: the detector looked and found nothing.
   */
  readonly boxes: Boxes | undefined;
}

const NONE: Annotations = { values: {}, boxes: undefined };

const known = new WeakMap<ResultContent, Annotations>();

/**
 * Numbers and boxes in what a result says outright, or else in its variables. Made when somebody asks
 * first, then kept as long as the content is. What can't be read says nothing.
 */
export function annotationsOf(content: ResultContent): Annotations {
  const { boxes, data, variables = [] } = content;
  const structured = boxes !== undefined || data !== undefined;
  if (!structured && variables.length === 0) return NONE;
  let annotations = known.get(content);
  if (annotations === undefined) {
    annotations = structured
      ? annotationsOfSaid(boxes, data)
      : inPlace(annotationsOfElements(variables.map(({ element }) => element)), content);
    known.set(content, annotations);
  }
  return annotations;
}

/** Boxes found in a frame that was made smaller, where they are to be drawn. */
function inPlace(annotations: Annotations, content: ResultContent): Annotations {
  const place = boxPlace(content);
  if (!place || !annotations.boxes) return annotations;
  return { ...annotations, boxes: boxesAt(annotations.boxes, place) };
}

/**
 * The same of variables that were read from a file, as they are there.
 *
 * @param elements whole Level 5 elements of one frame
 */
export function annotationsOfElements(elements: readonly Uint8Array[]): Annotations {
  const finding = new Finding();
  for (const element of elements) {
    if (element.byteLength > MAX_BYTES) continue;
    try {
      const { name, value } = readElement(element, MAT_LIMITS);
      finding.look(value, pathOf(name));
    } catch (error) {
      if (!(error instanceof FrameboxError)) throw error;
    }
  }
  return finding.annotations;
}

/** The same of what a processor says outright; a number's path is that of its property. */
function annotationsOfSaid(
  boxes: Boxes | undefined,
  data: Readonly<Record<string, JsonValue>> = {},
): Annotations {
  const values = new Map<string, number>();
  const look = (value: JsonValue, path: string) => {
    if (values.size >= MAX_VALUES) return;
    if (typeof value === "number") values.set(path, value);
    else if (typeof value === "boolean") values.set(path, Number(value));
    else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      for (const [name, inner] of Object.entries(value)) look(inner, `${path}.${name}`);
    }
  };
  for (const [name, value] of Object.entries(data)) look(value, name);
  if (boxes) values.set("boxes", boxes.xyxy.length);
  return { values: Object.fromEntries(values), boxes };
}

/** What a variable's name adds to the paths in it: nothing for the frame's own `data_NNNNN`. */
export function pathOf(name: string): string {
  const base = NUMBERED.exec(name)?.[1] ?? name;
  return base === "data" ? "" : base;
}

/** Collects over the variables of one frame. */
class Finding {
  readonly #values = new Map<string, number>();
  readonly #boxes: Box[] = [];
  /** Of boxes; `undefined` when no variable says where things are. */
  #count: number | undefined;

  get annotations(): Annotations {
    if (this.#count !== undefined) this.#values.set("boxes", this.#count);
    return {
      values: Object.fromEntries(this.#values),
      boxes: this.#count === undefined ? undefined : boxLists(this.#boxes),
    };
  }

  look(value: MatValue, path: string): void {
    switch (value.kind) {
      case "numeric":
        if (value.data.length !== 1 || value.imag !== undefined) return;
        return this.#add(
          path === "" ? "data" : path,
          shortNumber(value.data[0] ?? NaN, value.class),
        );
      case "cell": {
        const [only] = value.cells;
        if (only && value.cells.length === 1) return this.look(only, path);
        // A list of dicts in Python: one struct a box.
        for (const item of value.cells) {
          if (item.kind === "struct" && hasBoxes(item.fields)) this.#look(item, path, false);
        }
        return;
      }
      case "struct":
        return this.#look(value, path, value.values.length === value.fields.length);
    }
  }

  #look(value: MatStruct, path: string, single: boolean): void {
    const { fields, values } = value;
    const boxes = hasBoxes(fields);
    for (let at = 0; boxes && at < values.length; at += fields.length) {
      this.#addBoxes(boxesOf((name) => {
        const index = fields.indexOf(name);
        return index < 0 ? undefined : values[at + index];
      }));
    }
    if (!single) return;
    for (const [i, field] of fields.entries()) {
      const inner = values[i];
      // With one box its `conf` would be a scalar, with two it would not.
      if (!inner || (boxes && BOX_FIELDS.includes(field))) continue;
      this.look(inner, path === "" ? field : `${path}.${field}`);
    }
  }

  #addBoxes(rows: readonly Box[]): void {
    this.#count = (this.#count ?? 0) + rows.length;
    const room = MAX_BOXES - this.#boxes.length;
    for (const row of rows.slice(0, room)) this.#boxes.push(row);
  }

  #add(path: string, number: number): void {
    if (this.#values.size < MAX_VALUES) this.#values.set(path, number);
  }
}

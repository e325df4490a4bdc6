/**
 * The boxes in a frame's variables.
 *
 * @module
 */
import type { Boxes } from "../hub/mod.ts";
import type { MatStruct, MatValue } from "../mat/mod.ts";
import { type Box, boxesInFields, boxLists, fieldsBesideBoxes, hasBoxes } from "./box_fields.ts";
import { isSingle, type NamedValue } from "./variables.ts";

/** Boxes kept of one frame; more can't be distinguished in a picture. */
const MAX_BOXES = 1000;

/** Boxes of one frame. */
export interface FoundBoxes {
  /** How many there are, also beyond those that are kept. */
  readonly count: number;
  /** The first {@linkcode MAX_BOXES} of them. */
  readonly boxes: Boxes;
}

/** Collects the boxes of all variables; `undefined` where no variable has the fields of boxes. */
export function boxesOf(named: readonly NamedValue[]): FoundBoxes | undefined {
  const search = new BoxSearch();
  for (const [, value] of named) search.visit(value);
  return search.found;
}

class BoxSearch {
  readonly #boxes: Box[] = [];
  #count: number | undefined;

  get found(): FoundBoxes | undefined {
    if (this.#count === undefined) return undefined;
    return { count: this.#count, boxes: boxLists(this.#boxes) };
  }

  visit(value: MatValue): void {
    if (value.kind === "cell") {
      const [only] = value.cells;
      if (only && value.cells.length === 1) return this.visit(only);
      // A list of dicts in Python: one struct a box.
      for (const item of value.cells) if (item.kind === "struct") this.#addBoxesOf(item);
    } else if (value.kind === "struct") {
      this.#addBoxesOf(value);
      if (!isSingle(value)) return;
      for (const [, inner] of fieldsBesideBoxes(value)) this.visit(inner);
    }
  }

  #addBoxesOf({ fields, values }: MatStruct): void {
    if (!hasBoxes(fields)) return;
    for (let at = 0; at < values.length; at += fields.length) {
      const found = boxesInFields((name) => {
        const index = fields.indexOf(name);
        return index < 0 ? undefined : values[at + index];
      });
      this.#count = (this.#count ?? 0) + found.length;
      this.#boxes.push(...found.slice(0, MAX_BOXES - this.#boxes.length));
    }
  }
}

/**
 * A MATLAB value as a tree: what is in it, and how to get to that.
 *
 * @module
 */
import { because, FrameboxError } from "../../../base/errors/mod.ts";
import type { MatValue } from "../../../mat/mod.ts";
import type { BranchJson } from "../../wire/mod.ts";
import { classOf, cutText, dimsOf, numberCell, shortText } from "./cell.ts";

/** A value that has parts, in the order of their numbers in a path. */
interface Parts {
  readonly count: number;
  key(index: number): string;
  /** `undefined` where a part is no value of its own but an element. */
  value(index: number): MatValue | undefined;
  /** The text of an element. */
  text(index: number): string;
}

const NO_TEXT = () => "";

/** A value as a line of the tree. */
export function branchOf(key: string, value: MatValue): BranchJson {
  return {
    key,
    class: classOf(value),
    dims: dimsOf(value),
    text: shortText(value),
    children: partsOf(value).count,
  };
}

/**
 * The lines below a value, some of them.
 *
 * @param from the first one's number, from 0
 */
export function childrenOf(value: MatValue, from: number, limit: number): BranchJson[] {
  const parts = partsOf(value);
  const end = Math.min(parts.count, from + limit);
  const branches: BranchJson[] = [];
  for (let i = from; i < end; i++) {
    const inner = parts.value(i);
    branches.push(
      inner ? branchOf(parts.key(i), inner) : {
        key: parts.key(i),
        class: classOf(value),
        dims: [1, 1],
        text: cutText(parts.text(i)),
        children: 0,
      },
    );
  }
  return branches;
}

/**
 * What lies at the end of a path.
 *
 * @param path numbers of parts, from 0, the outermost first
 * @throws {FrameboxError} `NOT_FOUND` when there is no such part
 */
export function valueAt(value: MatValue, path: readonly number[]): MatValue {
  return path.reduce((outer, index) => {
    const parts = partsOf(outer);
    const inner = index < parts.count ? parts.value(index) : undefined;
    if (!inner) {
      throw new FrameboxError(
        "NOT_FOUND",
        "The variable has no such part; it may have changed.",
        undefined,
        because("no-such-variable"),
      );
    }
    return inner;
  }, value);
}

function partsOf(value: MatValue): Parts {
  switch (value.kind) {
    case "numeric": {
      const count = value.data.length;
      return elements(count > 1 ? count : 0, value.dims, (i) => String(numberCell(value, i)));
    }
    case "char": {
      const { rows } = value;
      return elements(rows.length > 1 ? rows.length : 0, [rows.length, 1], (i) => rows[i] ?? "");
    }
    case "sparse":
      return sparseParts(value);
    case "cell": {
      const { cells, dims } = value;
      const key = (i: number) => `{${subscripts(dims, i)}}`;
      return { count: cells.length, key, value: (i) => cells[i], text: NO_TEXT };
    }
    case "struct":
    case "object": {
      const { fields, values, dims } = value;
      if (values.length === fields.length) {
        const key = (i: number) => fields[i] ?? "";
        return { count: fields.length, key, value: (i) => values[i], text: NO_TEXT };
      }
      const count = fields.length === 0 ? 0 : values.length / fields.length;
      const element = (i: number): MatValue => ({
        kind: "struct",
        dims: [1, 1],
        fields,
        values: values.slice(i * fields.length, (i + 1) * fields.length),
      });
      return { count, key: (i) => `(${subscripts(dims, i)})`, value: element, text: NO_TEXT };
    }
    case "function":
    case "opaque":
      return { count: 1, key: () => "content", value: () => value.content, text: NO_TEXT };
  }
}

function elements(count: number, dims: readonly number[], text: (i: number) => string): Parts {
  return { count, key: (i) => `(${subscripts(dims, i)})`, value: () => undefined, text };
}

function sparseParts(value: MatValue & { kind: "sparse" }): Parts {
  const { rowIndices, columnStarts } = value;
  const key = (i: number) => {
    // The first column that begins after it; columns may be millions.
    let [after, end] = [0, columnStarts.length];
    while (after < end) {
      const middle = (after + end) >> 1;
      if ((columnStarts[middle] ?? 0) > i) end = middle;
      else after = middle + 1;
    }
    return `(${(rowIndices[i] ?? 0) + 1},${after})`;
  };
  const text = (i: number) => String(numberCell(value, i));
  return { count: rowIndices.length, key, value: () => undefined, text };
}

/** Subscripts from 1, as MATLAB counts; one alone for a vector. */
function subscripts(dims: readonly number[], index: number): string {
  if (dims.length === 2 && dims.includes(1)) return String(index + 1);
  let rest = index;
  return dims.map((dim) => {
    const at = rest % dim;
    rest = Math.floor(rest / dim);
    return at + 1;
  }).join();
}

/**
 * A frame's MATLAB variables, read within bounds.
 *
 * @module
 */
import { FrameboxError } from "../base/errors/mod.ts";
import { type MatStruct, type MatValue, readElement } from "../mat/mod.ts";

/** Larger variables are pictures and maps; they are not read. */
const MAX_BYTES = 1_000_000;

/** Small data in a hostile shape must not cost more than the frame itself. */
const MAT_LIMITS = {
  maxInflatedBytes: 4 * MAX_BYTES,
  maxElements: MAX_BYTES,
  maxNesting: 16,
} as const;

/** A frame's own variable: its number only names the frame. */
const NUMBERED = /^(.+?)_?\d{5,}$/;

/** A value, and its name without the frame's number; empty for the frame's own `data_NNNNN`. */
export type NamedValue = readonly [name: string, value: MatValue];

/** What could be read of a frame's variables. */
export interface FrameVariables {
  readonly named: readonly NamedValue[];
  /** Whether every element was read. */
  readonly isWhole: boolean;
}

/** Reads whole Level 5 elements. Those that are too large or can't be read are left out. */
export function readVariables(elements: readonly Uint8Array[]): FrameVariables {
  const named: NamedValue[] = [];
  for (const element of elements) {
    if (element.byteLength > MAX_BYTES) continue;
    try {
      const { name, value } = readElement(element, MAT_LIMITS);
      named.push([withoutNumber(name), value]);
    } catch (error) {
      if (!(error instanceof FrameboxError)) throw error;
    }
  }
  return { named, isWhole: named.length === elements.length };
}

/** Values by the name of their field: the frame's own struct is taken apart. */
export function fieldsOf(named: readonly NamedValue[]): Map<string, MatValue> {
  const fields = new Map<string, MatValue>();
  for (const [name, value] of named) {
    if (name !== "") fields.set(name, value);
    else if (value.kind === "struct" && isSingle(value)) {
      for (const [i, field] of value.fields.entries()) {
        const inner = value.values[i];
        if (inner) fields.set(field, inner);
      }
    } else fields.set(value.kind === "char" ? "text" : "data", value);
  }
  return fields;
}

/** Whether a struct array has one element. */
export function isSingle({ fields, values }: MatStruct): boolean {
  return values.length === fields.length;
}

function withoutNumber(name: string): string {
  const base = NUMBERED.exec(name)?.[1] ?? name;
  return base === "data" ? "" : base;
}

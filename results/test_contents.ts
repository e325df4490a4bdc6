/** What the tests of readouts share: contents as workers give them. */
import { type MatValue, struct, writeElement } from "../mat/mod.ts";
import type { ResultContent } from "../hub/mod.ts";
import { readoutOf, type ResultReadout } from "./readout.ts";

/** A result with these variables. */
export function contentOf(values: Readonly<Record<string, MatValue>>): ResultContent {
  return {
    variables: Object.entries(values).map(([name, value]) => {
      return { name, class: "struct", dims: [1, 1], element: writeElement(name, value) };
    }),
  };
}

/** What is read of a frame's struct with these fields. */
export function readFields(fields: Readonly<Record<string, MatValue>>): ResultReadout {
  return readoutOf(contentOf({ data_00012: struct(fields) }));
}

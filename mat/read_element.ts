import { Budget, type MatLimits, resolveLimits } from "./limits.ts";
import { readTop, topElements } from "./read_level5.ts";
import { invalid, sourceOf } from "./tags.ts";
import type { MatVariable } from "./types.ts";

/**
 * Reads one variable from its element alone: little-endian Level 5, compressed or not, as
 * {@linkcode MatVariable.raw} and `writeElement` give it. Numbers are views on `element` where
 * alignment allows.
 *
 * @example Read a number
 * ```ts
 * import { numberOf, readElement, scalar, writeElement } from "./mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { name, value } = readElement(writeElement("mean", scalar(0.5)));
 * assert.deepEqual([name, numberOf(value)], ["mean", 0.5]);
 * ```
 *
 * @param element the whole element, tag included
 * @param limits bounds other than {@linkcode DEFAULT_MAT_LIMITS}
 * @throws {FrameboxError} INVALID_ARGUMENT for what is no whole element or is damaged;
 * RESOURCE_EXHAUSTED for values over a limit
 */
export function readElement(element: Uint8Array, limits?: Partial<MatLimits>): MatVariable {
  const budget = new Budget(resolveLimits(limits));
  budget.checkFile(element.length);
  const source = sourceOf(element, true);
  const [first, second] = topElements(source, 0);
  if (first === undefined || second !== undefined) {
    throw invalid("One whole variable of a MATLAB file is read at a time: give exactly one.");
  }
  return readTop(source, first, budget);
}

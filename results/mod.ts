/**
 * What a result holds besides its picture: numbers, boxes, labels, text and other data, from a worker's
 * MATLAB variables or a processor's structured content.
 *
 * @module
 */
export { boxesAt } from "./boxes_at.ts";
export { readoutOf, readoutOfElements, type ResultReadout } from "./readout.ts";
export { type ScaleFields, scaleFields } from "./scale_fields.ts";
export { readResult } from "./read_result.ts";

/**
 * What a result says: labels, detections, text and numbers, read from the variables that a worker
 * wrote or taken from what a processor gave as structured content.
 *
 * @module
 */
export { type Annotations, annotationsOf, annotationsOfElements } from "./annotations.ts";
export { boxesAt } from "./boxes_at.ts";
export { type Findings, findingsOf } from "./findings.ts";
export { readResult } from "./read_result.ts";

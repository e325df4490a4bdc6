/**
 * MATLAB files, Level 5 (and Level 4 to read): read, written and appended to, in typed arrays.
 * Knows nothing else of the project but its error type.
 *
 * @module
 */
export { DEFAULT_MAT_LIMITS, type MatLimits } from "./limits.ts";
export type * from "./types.ts";
export { type MatFile, readMat } from "./read.ts";
export { readElement } from "./read_element.ts";
export { listMat, type MatClass, type MatSummary } from "./list.ts";
export { type ReservedMat, writeElement, writeMat, writeMatReserving } from "./write.ts";
export {
  cell,
  char,
  fieldOf,
  logical,
  numberOf,
  numeric,
  scalar,
  struct,
  structArray,
  textOf,
} from "./make.ts";
export type { MatAppender } from "./append.ts";
export type { MatEntry } from "./scan.ts";
export { HEADER_BYTES } from "./tags.ts";
export { openMatFile, type OpenMatOptions } from "./open.ts";
export { jsonPieces, matToJson, valuePieces } from "./json.ts";
export { shortNumber } from "./short_number.ts";
export { describe, formatMatText } from "./text.ts";
export { type MatInspectIo, runMatInspect } from "./cli.ts";

/**
 * What services answer: decoding of a synchronous call's body, Python literals, zip archives, and media types by
 * content. Nothing of it trusts what it reads: depth, size and work are bounded.
 *
 * @module
 */
export { type AnswerReader, DIRECT_READER } from "./answer_reader.ts";
export { decodeAnswer, readFile } from "./decode_answer.ts";
export { type MediaType, mediaTypeOf } from "./media_type.ts";
export type { Answer, DataContainer, DataValue, Reading, ReadingFile } from "./reading.ts";
export { renameInZip } from "./rename_zip.ts";
export { wholeData } from "./data_in_text.ts";
export { type OpenZip, openZip, type ZipLimits, type ZippedFile } from "./zip_entries.ts";

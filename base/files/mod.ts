/**
 * Files that users take home, made while they are sent: streams that read only as fast as they are taken, CSV
 * and ZIP.
 *
 * @module
 */
export { BYTE_ORDER_MARK, type CsvCell, csvCell, csvLine, csvPieces } from "./csv.ts";
export { fileStream } from "./file_stream.ts";
export { whileSent } from "./while_sent.ts";
export { ZipArchive, type ZipEntry } from "./zip_archive.ts";

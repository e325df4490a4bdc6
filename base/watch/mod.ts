/**
 * Files that other processes write: which are there, and when they are complete, by the file system's
 * events, without polling.
 *
 * @module
 */
export { DEFAULT_SETTLE_MS, fileIsReady, type FileIsReadyOptions } from "./file_is_ready.ts";
export { fileLeftBy, type FileLeftByOptions } from "./file_left_by.ts";
export { baseName, directoryOf, isBelow, realPathOf } from "./paths.ts";
export {
  fileAt,
  type ReadyFile,
  ReadyFiles,
  type ReadyFilesOptions,
  type ReadyListener,
} from "./ready_files.ts";

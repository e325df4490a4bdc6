/**
 * Files that other processes write: which are there, and when they are complete. Nothing is looked
 * at again and again; the system tells of changes.
 *
 * @module
 */
export { DEFAULT_SETTLE_MS, fileIsReady, type FileIsReadyOptions } from "./file_is_ready.ts";
export { baseName, directoryOf, isBelow, realPathOf } from "./paths.ts";
export {
  fileAt,
  type ReadyFile,
  ReadyFiles,
  type ReadyFilesOptions,
  type ReadyListener,
} from "./ready_files.ts";

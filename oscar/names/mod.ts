/**
 * Names of files on their way through a cluster: the mark that finds an input's outputs again, names that scripts of
 * services can handle, and names for users' own disks.
 *
 * @module
 */
export { cleanName } from "./clean_name.ts";
export { hasMark, MARK_PATTERN, markedName, newMark } from "./mark.ts";
export { readableEntry, readableName, type SentInput } from "./readable_name.ts";
export { stemOf } from "./stem_of.ts";
export { withExtension } from "./with_extension.ts";
export { cleanPath, safeFileName } from "./safe_file_name.ts";

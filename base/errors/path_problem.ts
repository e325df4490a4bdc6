/**
 * Why a file or directory can't be used, as text.
 *
 * @module
 */

/** By the system's codes (errno(3)). */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is none",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EISDIR: "it is a directory",
  ENOTDIR: "something on the way to it is no directory",
  EEXIST: "it is no directory",
  EROFS: "its file system can't be written to",
  ENOSPC: "its disk is full",
  EDQUOT: "this user's room on its disk is used up",
  ENAMETOOLONG: "its name is too long",
  ELOOP: "its links lead in a circle",
  EIO: "its disk has failed",
  EMFILE: "the process has no file descriptors left",
  ENFILE: "the system has no file descriptors left",
};

/** The end of a sentence: `there is none`, `permission is denied`. */
export function pathProblem(caught: unknown): string {
  // Deno itself refuses it: framebox was started without the permission.
  if (caught instanceof Deno.errors.NotCapable) return "Deno was not given the permission";
  const code = systemCode(caught);
  return (code && REASONS[code]) ?? "the system refuses it";
}

/** The system's code of an error, e.g. `ENOENT`. */
export function systemCode(caught: unknown): string | undefined {
  return caught instanceof Error && "code" in caught && typeof caught.code === "string"
    ? caught.code
    : undefined;
}

/**
 * Paths with `/`, absolute, without `.` and `..`.
 *
 * @module
 */

/** The last part. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** What it is in. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf("/")));
}

/** Whether a path is below a directory. */
export function isBelow(path: string, directory: string): boolean {
  return directory === "/" ? path !== "/" : path.startsWith(`${directory}/`);
}

/** All directories that it is in, the nearest first. */
export function ancestorsOf(path: string): string[] {
  const found: string[] = [];
  for (let at = path; at !== "/";) found.push(at = directoryOf(at));
  return found;
}

/** The path without symbolic links, as far as it is there. */
export async function realPathOf(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound) || path === "/") throw error;
  }
  const parent = await realPathOf(directoryOf(path));
  return `${parent === "/" ? "" : parent}/${baseName(path)}`;
}

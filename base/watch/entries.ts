/**
 * What is in a directory. An entry that is removed meanwhile is left out.
 *
 * @module
 */

/** In the order of their names. A directory that can't be read, or has gone, has none. */
export async function entriesOf(path: string): Promise<Deno.DirEntry[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(path));
    return entries.sort((a, b) => a.name < b.name ? -1 : 1);
  } catch {
    return [];
  }
}

/** Whether there is a directory; a link to one is none. */
export async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await Deno.lstat(path)).isDirectory;
  } catch {
    return false;
  }
}

/** Whether this user may read the directory: changes in any other are not seen. */
export function canBeWatched(path: string): boolean {
  try {
    Deno.readDirSync(path)[Symbol.iterator]().next();
    return true;
  } catch {
    return false;
  }
}

/** Whether there is a symbolic link, wherever it leads. */
export function isLink(path: string): boolean {
  try {
    return Deno.lstatSync(path).isSymlink;
  } catch {
    return false;
  }
}

/**
 * The files of the tree.
 *
 * @module
 */

/** Folders that are made, or belong to no source: their files are not the project's. */
const NOT_SOURCE = new Set([".git", "node_modules", "dist", "coverage", "out", "vendor", "built"]);

/**
 * Paths of the files below a folder, from the root, in the order of their names. A missing folder has none.
 *
 * @param folder a path from the root; `""` is the root itself
 * @param named which names count
 */
export async function filesBelow(root: URL, folder: string, named: RegExp): Promise<string[]> {
  const entries: Deno.DirEntry[] = [];
  const prefix = folder === "" ? "" : `${folder}/`;
  try {
    for await (const entry of Deno.readDir(new URL(prefix, root))) entries.push(entry);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  const found: string[] = [];
  for (const { name, isDirectory, isFile } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
    const path = `${prefix}${name}`;
    if (isDirectory && !NOT_SOURCE.has(name)) found.push(...await filesBelow(root, path, named));
    else if (isFile && named.test(name)) found.push(path);
  }
  return found;
}

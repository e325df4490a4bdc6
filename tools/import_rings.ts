/**
 * Rings of imports: files that import each other, directly or through others. Imports of types count, since a
 * reader that wants to understand one file of a ring has to read them all.
 *
 * @module
 */
import { relativeImports } from "./imports.ts";
import { filesBelow } from "./tree.ts";

/** The files that each file imports, by paths from the root. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Reads the relative imports of all TypeScript and JavaScript files below a directory. */
export async function readImportGraph(root: URL): Promise<ImportGraph> {
  const graph = new Map<string, readonly string[]>();
  for (const file of await filesBelow(root, "", /\.(tsx?|m?js)$/)) {
    const source = await Deno.readTextFile(new URL(file, root));
    const specifiers = [...relativeImports(source)];
    if (/js$/.test(file)) specifiers.push(...documentedImports(source));
    const base = `file:///${file}`;
    graph.set(file, specifiers.map((each) => new URL(each, base).pathname.slice(1)));
  }
  return graph;
}

/** Relative specifiers of types that JavaScript imports in its JSDoc: `import("./x.js").Name`, `@import`. */
export function documentedImports(source: string): string[] {
  const found: string[] = [];
  for (const [comment] of source.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    for (
      const [, type, tag] of comment.matchAll(
        /\bimport\(\s*["'](\.{1,2}\/[^"']+)["']\s*\)|@import\s[^@]*?\bfrom\s*["'](\.{1,2}\/[^"']+)["']/g,
      )
    ) found.push(type ?? tag ?? "");
  }
  return found;
}

/**
 * The strongly connected components of more than one file, and files that import themselves (Tarjan's
 * algorithm).
 *
 * @returns each ring's files in the order of their names
 */
export function findRings(graph: ImportGraph): string[][] {
  const rings: string[][] = [];
  const indices = new Map<string, number>();
  const stack: string[] = [];
  const visit = (file: string): number => {
    const index = indices.size;
    indices.set(file, index);
    let lowest = index;
    stack.push(file);
    for (const target of graph.get(file) ?? []) {
      if (!graph.has(target)) continue;
      if (!indices.has(target)) lowest = Math.min(lowest, visit(target));
      else if (stack.includes(target)) lowest = Math.min(lowest, indices.get(target) ?? lowest);
    }
    if (lowest === index) {
      const ring = stack.splice(stack.indexOf(file));
      const isRing = ring.length > 1 || graph.get(file)?.includes(file);
      if (isRing) rings.push(ring.sort());
    }
    return lowest;
  };
  for (const file of graph.keys()) if (!indices.has(file)) visit(file);
  return rings;
}

/**
 * Which file of the project imports which when it runs.
 *
 * @module
 */
import type { Node } from "@babel/types";
import { everyNode, parseModule } from "./syntax.ts";

/** Paths are those from the project's root. */
export type ImportGraph = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The files of the project that a file imports, for more than their types.
 *
 * @param file the path from the project's root
 */
export function importsOf(file: string, source: string): Set<string> {
  const found = new Set<string>();
  for (const node of everyNode(parseModule(file, source).program)) {
    const specifier = specifierOf(node);
    if (!specifier?.startsWith(".")) continue;
    found.add(decodeURI(new URL(specifier, `file:///${file}`).pathname.slice(1)));
  }
  return found;
}

/** The graph of these files. */
export function graphOf(sources: ReadonlyMap<string, string>): ImportGraph {
  return new Map([...sources].map(([file, source]) => [file, importsOf(file, source)]));
}

/** What runs when a file runs: itself and all that it imports, in steps. */
export function reachedFrom(file: string, graph: ImportGraph): Set<string> {
  return new Set(distances(file, graph).keys());
}

/** The same graph with its arrows turned: which file is imported by which. */
export function turned(graph: ImportGraph): ImportGraph {
  const importers = new Map<string, Set<string>>();
  for (const [file, imported] of graph) {
    for (const each of imported) {
      const known = importers.get(each) ?? new Set();
      importers.set(each, known.add(file));
    }
  }
  return importers;
}

/** All files that the arrows lead to, with the number of steps; the file itself has none. */
export function distances(file: string, graph: ImportGraph): Map<string, number> {
  const found = new Map([[file, 0]]);
  // A map gives out what is added while it is read.
  for (const [each, steps] of found) {
    for (const next of graph.get(each) ?? []) {
      if (!found.has(next)) found.set(next, steps + 1);
    }
  }
  return found;
}

function specifierOf(node: Node): string | undefined {
  switch (node.type) {
    case "ImportDeclaration": {
      const kinds = node.specifiers.map((each) =>
        each.type === "ImportSpecifier" ? each.importKind : "value"
      );
      const isTypes = kinds.length > 0 && kinds.every((kind) => kind === "type");
      return node.importKind === "type" || isTypes ? undefined : node.source.value;
    }
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      return node.exportKind === "type" ? undefined : node.source?.value;
    case "ImportExpression":
      return node.source.type === "StringLiteral" ? node.source.value : undefined;
    default:
      return undefined;
  }
}

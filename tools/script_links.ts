/**
 * How a script hangs on others: what it imports, what it exports, and which files it names, found in its syntax tree.
 *
 * @module
 */
import type { Node } from "@babel/types";
import { everyNode, parseModule } from "./mutate/syntax.ts";

/** A piece of a source. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** A name as the script that exports it has it, and as it is called here. */
export interface Binding {
  readonly name: string;
  readonly local: string;
}

/** An `import` of names, or of what a script does; its piece ends before the semicolon. */
export interface Import extends Piece {
  /** The other script, e.g. `./page.js`. */
  readonly from: string;
  readonly bindings: readonly Binding[];
}

/** A string in a source that names another script. */
export interface Reference extends Piece {
  readonly path: string;
}

/** The imports at the top of a script. */
export function importsOf(source: string): Import[] {
  return parseModule("script.js", source).program.body.flatMap((node) => {
    if (node.type !== "ImportDeclaration") return [];
    const bindings = node.specifiers.map((specifier) => {
      if (specifier.type !== "ImportSpecifier") {
        throw new Error(`not by name: ${node.source.value}`);
      }
      return { name: nameOf(specifier.imported), local: specifier.local.name };
    });
    const { start } = pieceOf(node);
    return [{ start, end: pieceOf(node.source).end, from: node.source.value, bindings }];
  });
}

/** The names that a script exports. */
export function exportsOf(source: string): string[] {
  return parseModule("script.js", source).program.body.flatMap((node) =>
    node.type === "ExportNamedDeclaration"
      ? node.specifiers.map(({ exported }) => nameOf(exported))
      : []
  );
}

/** Where a script names another by a path that begins with a dot: imported now or later, or as an address. */
export function referencesIn(source: string): Reference[] {
  return [...everyNode(parseModule("script.js", source).program)].flatMap((node) => {
    if (node.type !== "StringLiteral" || !/^\.{1,2}\/.*\.js$/.test(node.value)) return [];
    return [{ ...pieceOf(node), path: node.value }];
  });
}

/** A source with other text in these places. */
export function replaced(
  source: string,
  pieces: readonly (Piece & { readonly text: string })[],
): string {
  let made = "";
  let at = 0;
  for (const { start, end, text } of [...pieces].sort((a, b) => a.start - b.start)) {
    made += source.slice(at, start) + text;
    at = end;
  }
  return made + source.slice(at);
}

function pieceOf({ start, end }: Node): Piece {
  if (typeof start !== "number" || typeof end !== "number") throw new Error("a node has no place");
  return { start, end };
}

function nameOf(
  node: { type: "Identifier"; name: string } | { type: "StringLiteral"; value: string },
) {
  return node.type === "Identifier" ? node.name : node.value;
}

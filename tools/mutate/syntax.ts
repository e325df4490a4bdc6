/**
 * The syntax tree of a script, as far as it runs: types are left out.
 *
 * @module
 */
import { parse, type ParserPlugin } from "@babel/parser";
import { type File, type Node, VISITOR_KEYS } from "@babel/types";

/** Nodes of TypeScript that hold expressions; of all others nothing is left at run time. */
const WITH_EXPRESSIONS = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSInstantiationExpression",
  "TSParameterProperty",
]);

/**
 * Parses a module.
 *
 * @param file its path: `.js` has no types, `.tsx` has JSX
 * @throws {SyntaxError} when it is no TypeScript
 */
export function parseModule(file: string, source: string): File {
  const plugins: ParserPlugin[] = file.endsWith(".js")
    ? []
    : file.endsWith(".tsx")
    ? ["typescript", "jsx"]
    : ["typescript"];
  return parse(source, { sourceType: "module", plugins });
}

/** The nodes directly below one, in the order of the source, without types. */
export function childrenOf(node: Node): Node[] {
  const fields = new Map<string, unknown>(Object.entries(node));
  return (VISITOR_KEYS[node.type] ?? [])
    .flatMap((key) => fields.get(key))
    .filter(isNode)
    .filter(({ type }) => !type.startsWith("TS") || WITH_EXPRESSIONS.has(type));
}

/** A node and all below it, from the outside to the inside, without types. */
export function* everyNode(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* everyNode(child);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

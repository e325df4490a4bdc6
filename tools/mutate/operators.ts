/**
 * What may be changed at one node of a syntax tree, one fault at a time, as a programmer might make it.
 *
 * @module
 */
import type { BinaryExpression, BlockStatement, Expression, Node } from "@babel/types";
import { everyNode } from "./syntax.ts";

/** The kinds of changes. */
export type Operator =
  | "condition"
  | "equality"
  | "boundary"
  | "arithmetic"
  | "logic"
  | "boolean"
  | "number"
  | "statement"
  | "return";

/** One change of a file's text. */
export interface Change {
  readonly operator: Operator;
  /** Where the replaced text begins, in UTF-16 units from the file's start. */
  readonly start: number;
  /** Where it ends; as `start` if nothing is replaced but something inserted. */
  readonly end: number;
  readonly replacement: string;
  /** The change in few words: `< → <=`. */
  readonly change: string;
}

/** Where a node stands. */
export interface Place {
  readonly parent: Node | undefined;
  /** Whether the nearest function around it is a constructor. */
  readonly inConstructor: boolean;
}

const EQUALITY = new Map([["===", "!=="], ["!==", "==="], ["==", "!="], ["!=", "=="]]);

const BOUNDARY = new Map([["<", "<="], ["<=", "<"], [">", ">="], [">=", ">"]]);

const ARITHMETIC = new Map([
  ["+", "-"],
  ["-", "+"],
  ["*", "/"],
  ["/", "*"],
  ["%", "*"],
  ["<<", ">>"],
  [">>", "<<"],
  [">>>", "<<"],
  ["&", "|"],
  ["|", "&"],
]);

const LOGIC = new Map([["&&", "||"], ["||", "&&"]]);

/** All changes at this node itself; those below it are changes of their own. */
export function changesAt(node: Node, place: Place, source: string): Change[] {
  switch (node.type) {
    case "IfStatement":
    case "ConditionalExpression":
      return decided(node.test, ["true", "false"], source);
    case "WhileStatement":
    case "DoWhileStatement":
      return decided(node.test, ["false"], source);
    case "ForStatement":
      return decided(node.test, ["false"], source);
    case "BinaryExpression":
      return binary(node, source);
    case "LogicalExpression":
      return swapped(node, "logic", LOGIC.get(node.operator), source);
    case "AssignmentExpression": {
      const operator = ARITHMETIC.get(node.operator.slice(0, -1));
      if (operator === undefined || makesText(node.right)) return [];
      return swapped(node, "arithmetic", `${operator}=`, source);
    }
    case "UpdateExpression": {
      // Of a loop's counter it only makes loops that never end.
      if (place.parent?.type === "ForStatement" && place.parent.update === node) return [];
      const operator = node.operator === "++" ? "--" : "++";
      const argument = textOf(node.argument, source);
      const replacement = node.prefix ? `${operator}${argument}` : `${argument}${operator}`;
      return [changed("arithmetic", node, replacement, `${node.operator} → ${operator}`)];
    }
    case "UnaryExpression":
      return unary(node.operator, node, node.argument, source);
    case "BooleanLiteral":
      return [changed("boolean", node, `${!node.value}`, `${node.value} → ${!node.value}`)];
    case "NumericLiteral":
      return isKey(node, place.parent) ? [] : numbers(node, node.value);
    case "ExpressionStatement":
      return removed(node, node.expression, place, source);
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
    case "ObjectMethod":
    case "ClassMethod":
    case "ClassPrivateMethod":
      if (node.generator || ("kind" in node && node.kind === "constructor")) return [];
      return node.body.type === "BlockStatement" ? returnsAtOnce(node.body) : [];
    default:
      return [];
  }
}

/** Whether an expression writes to the log: `log.warn(…)`, `this.#options.log?.error(…)`. */
export function isLogCall(node: Node): boolean {
  if (node.type !== "CallExpression" && node.type !== "OptionalCallExpression") return false;
  let callee: Node = node.callee;
  while (callee.type === "MemberExpression" || callee.type === "OptionalMemberExpression") {
    if (nameOf(callee.property) === "log" && callee !== node.callee) return true;
    callee = callee.object;
  }
  return callee !== node.callee && nameOf(callee) === "log";
}

function decided(
  test: Expression | null | undefined,
  values: readonly string[],
  source: string,
): Change[] {
  // A literal is changed as such.
  if (!test || test.type === "BooleanLiteral") return [];
  return values.map((value) =>
    changed("condition", test, value, `${brief(textOf(test, source))} → ${value}`)
  );
}

function binary(node: BinaryExpression, source: string): Change[] {
  const { operator } = node;
  if (operator === "+" && (makesText(node.left) || makesText(node.right))) return [];
  return [
    ...swapped(node, "equality", EQUALITY.get(operator), source),
    ...swapped(node, "boundary", BOUNDARY.get(operator), source),
    ...swapped(node, "arithmetic", ARITHMETIC.get(operator), source),
  ];
}

/** The same operands with another operator. Parentheses keep how the operands belong together. */
function swapped(
  node: Extract<Node, { left: Node; right: Node; operator: string }>,
  operator: Operator,
  other: string | undefined,
  source: string,
): Change[] {
  if (other === undefined) return [];
  const [left, right] = [textOf(node.left, source), textOf(node.right, source)];
  const replacement = node.type === "AssignmentExpression"
    ? `${left} ${other} (${right})`
    : `((${left}) ${other} (${right}))`;
  return [changed(operator, node, replacement, `${node.operator} → ${other}`)];
}

function unary(operator: string, node: Node, argument: Expression, source: string): Change[] {
  const text = textOf(argument, source);
  if (operator === "!") {
    return [changed("condition", node, `(${text})`, `${brief(`!${text}`)} → ${brief(text)}`)];
  }
  // A negative constant is changed as a constant.
  if (operator !== "-" || argument.type === "NumericLiteral") return [];
  return [changed("arithmetic", node, `(${text})`, `${brief(`-${text}`)} → ${brief(text)}`)];
}

function numbers(node: Node, value: number): Change[] {
  // 2^53 and more can't be distinguished from its neighbours.
  if (Math.abs(value) >= Number.MAX_SAFE_INTEGER) return [];
  return [value + 1, value - 1].map((other) =>
    changed("number", node, other < 0 ? `(${other})` : `${other}`, `${value} → ${other}`)
  );
}

/** A statement that only has an effect, left out. */
function removed(node: Node, expression: Expression, place: Place, source: string): Change[] {
  const inner = expression.type === "AwaitExpression" ? expression.argument : expression;
  switch (inner.type) {
    case "CallExpression":
      if (inner.callee.type === "Super") return [];
      break;
    case "OptionalCallExpression":
    case "NewExpression":
      break;
    case "UnaryExpression":
      if (inner.operator !== "delete" && inner.operator !== "void") return [];
      break;
    case "AssignmentExpression":
    case "UpdateExpression":
      // Whatever uses the object fails without them.
      if (place.inConstructor) return [];
      break;
    default:
      return [];
  }
  return [changed("statement", node, ";", `${brief(textOf(node, source))} → removed`)];
}

/** A function that returns nothing, and does so before it has done anything. */
function returnsAtOnce(body: BlockStatement): Change[] {
  // One statement alone is covered by its own changes.
  if (body.body.length < 2 || returnsValue(body)) return [];
  const at = (body.start ?? 0) + 1;
  return [{
    operator: "return",
    start: at,
    end: at,
    replacement: " return;",
    change: "body → return;",
  }];
}

function returnsValue(body: BlockStatement): boolean {
  const inner = new Set<Node>();
  for (const node of everyNode(body)) {
    if (inner.has(node)) continue;
    const isFunction = /Function|Method$/.test(node.type);
    if (isFunction) { for (const each of everyNode(node)) inner.add(each); }
    else if (node.type === "ReturnStatement" && node.argument) return true;
  }
  return false;
}

function makesText(node: Node): boolean {
  if (node.type === "StringLiteral" || node.type === "TemplateLiteral") return true;
  return node.type === "BinaryExpression" && node.operator === "+" &&
    (makesText(node.left) || makesText(node.right));
}

function isKey(node: Node, parent: Node | undefined): boolean {
  return parent !== undefined && "key" in parent && parent.key === node &&
    !("computed" in parent && parent.computed);
}

function nameOf(node: Node): string | undefined {
  if (node.type === "Identifier") return node.name;
  return node.type === "PrivateName" ? node.id.name : undefined;
}

function textOf(node: Node, source: string): string {
  return source.slice(node.start ?? 0, node.end ?? 0);
}

function brief(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
}

function changed(operator: Operator, node: Node, replacement: string, change: string): Change {
  return { operator, start: node.start ?? 0, end: node.end ?? 0, replacement, change };
}

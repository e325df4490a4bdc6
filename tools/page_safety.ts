/**
 * What the page's scripts may not do, found in their syntax tree: build code or elements from text, name another
 * host, and make addresses of the server past `base/url.ts`, which knows below which path the server is.
 *
 * @module
 */
import type { Node } from "@babel/types";
import { childrenOf, parseModule } from "./mutate/syntax.ts";

/** What makes elements of text. */
const FROM_TEXT = new Set([
  ...["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "srcdoc"],
  ...["createContextualFragment", "parseFromString", "parseHTMLUnsafe", "execScript"],
]);

/** What makes an address of a path of the server. */
const MAKERS = new Set(["serverUrl", "socketUrl"]);

/** Which argument is an address, by what is called. */
const ADDRESS_AT = new Map([
  ["fetch", 0],
  ["WebSocket", 0],
  ["EventSource", 0],
  ["Request", 0],
  ["sendBeacon", 0],
  ["importScripts", 0],
  ["open", 1],
]);

/** Another host; this computer itself is named in words about cameras. */
const OTHER_HOST = /\b(?:https?|wss?|ftp):\/\/(?!localhost\b)[^\s/]/i;

/** The beginnings of the server's own paths. */
const OWN_PATH = /^\/(?:api|page|assets)\b/;

/** Files that are free of a rule, with the reason. */
const OWN_PATHS_IN_WORDS = new Set([
  // Fills in code that users copy.
  "web/client/code/fill_in.ts",
]);

const LOADERS = new Set([
  // Loads the scripts of tabs that the server has named in their panels; the policy lets in none of another host.
  "web/client/tabs/lazy_tab.ts",
]);

/**
 * The faults of one script.
 *
 * @param file its path from the root
 * @returns sentences, each with its line
 */
export function findUnsafe(file: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: Node, isMade: boolean) => {
    for (const fault of faultsOf(node, file, isMade)) {
      found.push(`${file}:${node.loc?.start.line}: ${fault}`);
    }
    const name = node.type === "CallExpression" ? nameOf(node.callee) : undefined;
    const makes = name !== undefined && MAKERS.has(name);
    for (const child of childrenOf(node)) visit(child, isMade || makes);
  };
  visit(parseModule(file, source).program, false);
  return found;
}

/** @param isMade it stands in what becomes an address by `serverUrl` or `socketUrl` */
function* faultsOf(node: Node, file: string, isMade: boolean): Generator<string> {
  if (node.type === "Identifier" && (node.name === "eval" || node.name === "Function")) {
    yield `${node.name} builds code from text`;
  }
  const isComputed = node.type === "ImportExpression" && node.source.type !== "StringLiteral";
  if (isComputed && !LOADERS.has(file)) {
    yield "import() of what is computed; name the module";
  }
  if (node.type === "MemberExpression" || node.type === "OptionalMemberExpression") {
    const name = nameOf(node) ?? "";
    const isDocuments = /^write(ln)?$/.test(name) && nameOf(node.object) === "document";
    if (FROM_TEXT.has(name) || isDocuments) yield `${name} builds elements from text`;
  }
  if (node.type === "ObjectProperty") {
    const name = node.key.type === "StringLiteral" ? node.key.value : nameOf(node.key) ?? "";
    if (FROM_TEXT.has(name)) yield `${name} builds elements from text`;
  }
  if (isCall(node)) yield* faultsOfCall(node, file);
  // A template's parts are nodes of their own.
  const text = node.type === "TemplateLiteral" ? undefined : textOf(node);
  if (text === undefined) return;
  if (OTHER_HOST.test(text)) yield `${text} names another host`;
  if (!isMade && OWN_PATH.test(text) && !OWN_PATHS_IN_WORDS.has(file)) {
    yield `${text} is a path of the server; make its address by serverUrl or socketUrl`;
  }
}

function* faultsOfCall(node: Call, file: string): Generator<string> {
  const name = nameOf(node.callee) ?? "";
  const [first] = node.arguments;
  if (/^set(Timeout|Interval)$/.test(name) && first && textOf(first) !== undefined) {
    yield `${name} builds code from text`;
  }
  if (name === "constructor") yield "a constructor that is called by that name may be Function";
  if (name === "setAttribute" && first && /^(on|srcdoc)/i.test(textOf(first) ?? "")) {
    yield `${textOf(first)} builds code from text`;
  }
  const at = ADDRESS_AT.get(name);
  const address = at === undefined ? undefined : node.arguments[at];
  if (address && file !== "web/client/base/url.ts" && isWritten(address)) {
    yield `the address of ${name} is written here; make it by serverUrl or socketUrl`;
  }
}

type Call = Extract<
  Node,
  { type: "CallExpression" | "NewExpression" | "OptionalCallExpression" }
>;

function isCall(node: Node): node is Call {
  return node.type === "CallExpression" || node.type === "NewExpression" ||
    node.type === "OptionalCallExpression";
}

/** Whether an address begins with a text, or with the page's own address. */
function isWritten(node: Node): boolean {
  if (node.type === "BinaryExpression") return isWritten(node.left);
  if (node.type === "MemberExpression") return nameOf(node.object) === "location";
  if (node.type !== "TemplateLiteral") return node.type === "StringLiteral";
  const [begin] = node.expressions;
  return node.quasis[0]?.value.raw !== "" || (begin !== undefined && isWritten(begin));
}

/** The last name of what is called or looked at: `open` of `request.open`. */
function nameOf(node: Node): string | undefined {
  if (node.type === "Identifier") return node.name;
  if (node.type !== "MemberExpression" && node.type !== "OptionalMemberExpression") {
    return undefined;
  }
  if (node.property.type === "StringLiteral") return node.property.value;
  return node.computed ? undefined : nameOf(node.property);
}

/** What a literal begins with. */
function textOf(node: Node): string | undefined {
  if (node.type === "StringLiteral") return node.value;
  if (node.type === "TemplateElement") return node.value.cooked ?? node.value.raw;
  return node.type === "TemplateLiteral" ? node.quasis[0]?.value.raw : undefined;
}

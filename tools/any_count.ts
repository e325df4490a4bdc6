/**
 * Counts types that switch the type checker off: `any` in TypeScript and in the JSDoc of JavaScript (also as
 * `*`), `Any` in Python.
 *
 * @module
 */
import { filesBelow } from "./tree.ts";

/** `any` where a type stands. A value of that name, as an argument, is none. */
const ANY =
  /(?:[:<|&=]|=>|\b(?:as|extends|satisfies|keyof))\s*any\b|\bany\s*(?:\[\]|>|\||&)|,\s*any\s*>/g;

/** `Any` of Python's `typing` as an annotation. */
const PYTHON_ANY = /(?:[:[,|]|->)\s*(?:typing\.)?Any\b/g;

/** How often a file's source has `any` as a type. */
export function countAny(path: string, source: string): number {
  if (path.endsWith(".py")) return count(source.replace(/#.*$/gm, ""), PYTHON_ANY);
  if (/\.m?js$/.test(path)) {
    return documentedTypes(source).reduce((sum, type) => sum + count(type, /\bany\b|\*/g), 0);
  }
  return count(codeOf(source), ANY);
}

/**
 * The counts of all files below a directory that have any.
 *
 * @returns by path from the root
 */
export async function anyCounts(root: URL): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const path of await filesBelow(root, "", /\.(tsx?|m?js|py)$/)) {
    const found = countAny(path, await Deno.readTextFile(new URL(path, root)));
    if (found > 0) counts.set(path, found);
  }
  return counts;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** TypeScript without its comments and the contents of its strings and regular expressions. */
function codeOf(source: string): string {
  const token =
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|\$\{[^`]*?\}|[^`\\])*`|([=(,:[!&|?{};]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//g;
  return source.replace(token, (text, before) => {
    if (text.startsWith("/") && before === undefined) return " ";
    return before === undefined ? '""' : `${before}""`;
  });
}

/** The types in the JSDoc of JavaScript: what stands in braces after a tag. */
function documentedTypes(source: string): string[] {
  const types: string[] = [];
  for (const [comment] of source.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    const text = comment.slice(3, -2).replace(/^\s*\*/gm, "");
    for (const { index, 0: tag } of text.matchAll(/@(?!link)\w+\s*\{/g)) {
      types.push(bracedAt(text, index + tag.length - 1));
    }
  }
  return types;
}

/** The text between the brace at `start` and the one that closes it. */
function bracedAt(text: string, start: number): string {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return text.slice(start + 1, at);
  }
  return text.slice(start + 1);
}

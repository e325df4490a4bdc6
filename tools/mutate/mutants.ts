/**
 * All mutants of a file: the file with one change each.
 *
 * @module
 */
import type { Node } from "@babel/types";
import { type Change, changesAt, isLogCall, type Place } from "./operators.ts";
import { childrenOf, parseModule } from "./syntax.ts";

/** A file with one change. */
export interface Mutant extends Change {
  /** The file's path from the project's root. */
  readonly file: string;
  /** The line where the change begins, from 1. */
  readonly line: number;
  /** That line's text, without the space around it. */
  readonly code: string;
  /** Which it is of those in the file with the same line's text and the same change, from 0. */
  readonly ordinal: number;
}

/**
 * Finds what may be changed in a file. Types, comments and calls of the log are left as they are.
 *
 * @param file the path from the project's root
 * @returns the mutants in the order of the source
 * @throws {SyntaxError} when the source is no TypeScript
 */
export function mutantsOf(file: string, source: string): Mutant[] {
  const changes = changesBelow(parseModule(file, source).program, {
    parent: undefined,
    inConstructor: false,
  }, source);
  const lines = source.split("\n");
  const starts = lineStarts(lines);
  const seen = new Map<string, number>();
  return changes.sort((a, b) => a.start - b.start).map((change) => {
    const line = starts.findLastIndex((start) => start <= change.start);
    const code = lines[line]?.trim() ?? "";
    const same = `${code}\n${change.change}`;
    const ordinal = seen.get(same) ?? 0;
    seen.set(same, ordinal + 1);
    return { ...change, file, line: line + 1, code, ordinal };
  });
}

/** The file's text with the change made. */
export function applied(source: string, { start, end, replacement }: Change): string {
  return source.slice(0, start) + replacement + source.slice(end);
}

/** What a mutant is known by though its line moves within the file. */
export function keyOf(
  { file, code, change, ordinal }: Pick<Mutant, "file" | "code" | "change" | "ordinal">,
): string {
  return JSON.stringify([file, code, change, ordinal]);
}

function changesBelow(node: Node, place: Place, source: string): Change[] {
  const expression = node.type === "ExpressionStatement" ? node.expression : node;
  if (isLogCall(expression)) return [];
  const below: Place = { parent: node, inConstructor: isInConstructor(node, place) };
  return [
    ...changesAt(node, place, source),
    ...childrenOf(node).flatMap((child) => changesBelow(child, below, source)),
  ];
}

function isInConstructor(node: Node, place: Place): boolean {
  if (node.type === "ClassMethod") return node.kind === "constructor";
  return /Function|Method$/.test(node.type) ? false : place.inConstructor;
}

function lineStarts(lines: readonly string[]): number[] {
  let at = 0;
  return lines.map((line) => {
    const start = at;
    at += line.length + 1;
    return start;
  });
}

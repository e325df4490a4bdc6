/**
 * Scripts as they go over the wire: comments are for readers of the source, and are a third of it.
 *
 * @module
 */

/** A block that has its lines to itself; one before a value, as casts have, is not. */
const BLOCK = /^[ \t]*\/\*\*(?:(?!\*\/)[\s\S])*\*\/[ \t]*$/gm;
const LINE = /^[ \t]*\/\/.*$/gm;

/**
 * A script without the comments that have lines to themselves. Every other line stays where it was, so
 * that what a browser reports of it is found in the source.
 *
 * @param script no line of a template literal in it may begin as a comment does
 */
export function withoutComments(script: string): string {
  return script.replace(BLOCK, (block) => block.replace(/[^\n]+/g, "")).replace(LINE, "");
}

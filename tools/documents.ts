/**
 * The project's documents, and the code that stands in them.
 *
 * @module
 */
import { filesBelow } from "./tree.ts";

/** A page of documentation. */
export interface Document {
  /** From the root. */
  readonly path: string;
  readonly text: string;
}

/** A piece of code in a document. */
export interface Code {
  /** From the root. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** All pages but the changelog, which speaks of what was, and those that tests read. */
export async function readDocuments(root: URL): Promise<Document[]> {
  const paths = (await filesBelow(root, "", /\.md$/))
    .filter((path) => !/^CHANGELOG|LICENSE/.test(path) && !path.startsWith("tests/"));
  return await Promise.all(
    paths.map(async (path) => ({ path, text: await Deno.readTextFile(new URL(path, root)) })),
  );
}

const FENCED = /^```(\w*)\n([\s\S]*?)^```$/gm;

/** A block of code between two lines of three backquotes. */
export interface Block extends Code {
  /** `sh`, `ts`; empty where none is named. */
  readonly language: string;
}

/** A document's blocks of code. */
export function codeBlocks({ path, text }: Document): Block[] {
  return [...text.matchAll(FENCED)].map(({ 1: language = "", 2: code = "", index }) => {
    return { path, line: lineAt(text, index) + 1, language, text: code };
  });
}

/**
 * Code and links in forms that `codeBlocks`, `commandBlocks` and the check of links don't read: blocks that are
 * indented, between tildes or with more words after the backquotes; HTML; links by reference.
 */
export function unreadForms(document: Document): Code[] {
  const { path, text: prose } = withoutBlocks(document);
  return prose.split("\n").flatMap((text, at) => {
    const isUnread = /^[ >*\d.-]*(```|~~~)/.test(text) || /^( {4,}|\t)\S/.test(text) ||
      /^ *\[[^\]]+\]:/.test(text) || /<(?:a|img|source|video)\s|<pre/.test(text);
    return isUnread ? [{ path, line: at + 1, text }] : [];
  });
}

/** The document with blanks in place of its blocks of code. */
export function withoutBlocks({ path, text }: Document): Document {
  return { path, text: text.replace(FENCED, (block) => block.replace(/[^\n]/g, " ")) };
}

/** All places in a document where a pattern with the flag `g` is found: its first group, or all of it. */
export function mentions({ path, text }: Document, pattern: RegExp): Code[] {
  return [...text.matchAll(pattern)].map((match) => {
    return { path, line: lineAt(text, match.index), text: match[1] ?? match[0] };
  });
}

/**
 * The commands of a document's `sh` blocks, block by block. A command that goes over several lines is one; comments
 * are left out.
 */
export function commandBlocks(document: Document): Code[][] {
  const blocks: Code[][] = [];
  for (const { path, line: from, language, text: code } of codeBlocks(document)) {
    if (language !== "sh") continue;
    const commands: Code[] = [];
    let begun: { line: number; text: string } | undefined;
    for (const [at, row] of code.split("\n").entries()) {
      const command = begun ?? { line: from + at, text: "" };
      const isContinued = row.endsWith("\\");
      command.text += `${isContinued ? row.slice(0, -1).trimEnd() : withoutComment(row)} `;
      begun = isContinued ? command : undefined;
      const whole = command.text.replace(/\s+/g, " ").trim();
      if (!isContinued && whole !== "") commands.push({ path, line: command.line, text: whole });
    }
    blocks.push(commands);
  }
  return blocks;
}

/** The code between backquotes, outside of blocks. It may go over the end of a line. */
export function codeSpans(document: Document): Code[] {
  return mentions(withoutBlocks(document), /`([^`]+)`/g)
    .map((span) => ({ ...span, text: span.text.replace(/\s+/g, " ") }));
}

/**
 * The fragments by which links may name the headings of a document, as GitHub makes them: in small letters, without
 * punctuation, blanks as hyphens.
 */
export function headingFragments(document: Document): string[] {
  return [...withoutBlocks(document).text.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => {
    return title.toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, "").replaceAll(" ", "-");
  });
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

/** A `#` begins a comment at the beginning of a word. */
function withoutComment(row: string): string {
  return row.replace(/(^|\s)#.*$/, "");
}

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

const FENCED = /^```(\w*)\n([\s\S]*?)^```/gm;

/**
 * The commands of a document's `sh` blocks, block by block. A command that goes over several lines is one; comments
 * are left out.
 */
export function commandBlocks({ path, text }: Document): Code[][] {
  const blocks: Code[][] = [];
  for (const { 1: language, 2: code = "", index } of text.matchAll(FENCED)) {
    if (language !== "sh") continue;
    const from = lineAt(text, index) + 1;
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
export function codeSpans({ path, text }: Document): Code[] {
  const prose = text.replace(FENCED, (block) => block.replace(/[^\n]/g, " "));
  return [...prose.matchAll(/`([^`]+)`/g)].map(({ 1: code = "", index }) => {
    return { path, line: lineAt(text, index), text: code.replace(/\s+/g, " ") };
  });
}

/**
 * The fragments by which links may name the headings of a document, as GitHub makes them: in small letters, without
 * punctuation, blanks as hyphens.
 */
export function headingFragments({ text }: Document): string[] {
  const prose = text.replace(FENCED, "");
  return [...prose.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => {
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

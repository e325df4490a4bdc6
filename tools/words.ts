/**
 * Finds private idiom where the field has a term: in comments, titles of tests, names and documents.
 * docs/glossary.md has the terms.
 *
 * @module
 */
import { filesBelow } from "./tree.ts";

/** One use of idiom. */
export interface IdiomUse {
  /** From the root. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** The words as they stand there. */
  readonly words: string;
  /** What to write. */
  readonly instead: string;
}

interface Idiom {
  /** In comments and titles. */
  readonly text?: RegExp;
  /** A name that has these parts in a row: `keptBytes` has `kept` and `kept bytes`. */
  readonly names?: readonly string[];
  /** The folder where it is idiom; left out: everywhere. */
  readonly within?: string;
  readonly instead: string;
}

const IDIOMS: readonly Idiom[] = [
  {
    text: /\b(tells?|told|telling|says?|said|saying|hears?|heard|hearing|talk(s|ed|ing)?)\b/gi,
    names: ["tell", "tells", "told", "say", "says", "said", "hear", "hears", "heard", "talk"],
    instead: "notify, emit, publish, send, report, record",
  },
  {
    text: /\b(the|this|another|our) box\b/gi,
    names: ["the box", "in box", "own box"],
    instead: "framebox, the server; a box is a bounding box or a step of a pipeline",
  },
  {
    text: /\b(persons?|people|(some|no|any|every)body|someone|anyone|whoever)\b/gi,
    names: ["person", "persons", "people", "somebody", "nobody", "anybody", "everybody", "whoever"],
    instead: "user, caller, waiter, viewer",
  },
  {
    text: /\b(those who|who (asks?|waits?|looks?|watches|sends?))\b/gi,
    names: ["who asks", "who waits", "who looks"],
    instead: "caller, waiter, viewer, sender",
  },
  {
    text: /\bin hand\b|'s hands\b|\bin (its|their) hands\b/gi,
    names: ["hands", "in hand"],
    instead: "worker count; held, leased",
  },
  {
    text: /\b(go|goes|going|gone|went) on\b/gi,
    names: ["go on", "goes on", "gone on", "going on", "went on"],
    instead: "resume, continue",
  },
  {
    text: /\bso (many|long|much|few)\b(?! (as|that)\b)/gi,
    names: ["so many", "so long", "so much", "at most"],
    instead: "a count, a limit with its unit, `max`",
  },
  { text: /\bseries\b/gi, names: ["series"], instead: "epoch, unless it is a series of numbers" },
  {
    text: /\b(conclusions?|findings|annotations|keepers?|unseen|outright)\b/gi,
    names: ["conclusion", "conclusions", "findings", "annotations", "keeper", "unseen", "outright"],
    instead: "result order, readout, result cache, without a picture, structured",
  },
  {
    text: /\bmachine('s)? streams?\b|\bmachines'? (streams?|send)\b|\bwhat machines send\b/gi,
    names: ["machine stream", "machine streams"],
    instead: "stream client, ingest stream",
  },
  { names: ["job", "jobs"], within: "sources/", instead: "long run, pool task" },
  { names: ["open stream"], instead: "camera connection, open ingest stream" },
];

const FILES = /\.(tsx?|m?js|py|md)$/;

/** Idiom in one source file or document. */
export function idiomIn(path: string, source: string): IdiomUse[] {
  const { prose, code } = partsOf(path, source);
  const uses: (IdiomUse & { readonly at: number })[] = [];
  const add = (at: number, words: string, instead: string) => {
    uses.push({ path, line: source.slice(0, at).split("\n").length, words, instead, at });
  };
  const idioms = IDIOMS.filter(({ within = "" }) => path.startsWith(within));
  for (const { text, instead } of idioms) {
    if (text === undefined) continue;
    for (const { 0: words, index } of prose.matchAll(text)) add(index, words, instead);
  }
  for (const { 0: name, index } of code.matchAll(/[A-Za-z_$][\w$]*/g)) {
    const parts = ` ${wordsOf(name).join(" ")} `;
    const found = idioms.find(({ names }) => names?.some((words) => parts.includes(` ${words} `)));
    if (found) add(index, name, found.instead);
  }
  return uses.sort((a, b) => a.at - b.at).map(({ at: _, ...use }) => use);
}

/** Idiom in all sources and documents below a directory. */
export async function idiomBelow(root: URL): Promise<IdiomUse[]> {
  const uses: IdiomUse[] = [];
  for (const path of await filesBelow(root, "", FILES)) {
    uses.push(...idiomIn(path, await Deno.readTextFile(new URL(path, root))));
  }
  return uses;
}

/** `#keptBytes` and `KEPT_BYTES`: `kept`, `bytes`. */
function wordsOf(name: string): string[] {
  const parts = name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  return parts.map((part) => part.toLowerCase());
}

/** Where strings are documentation: descriptions of the API and of settings. */
const DESCRIBED = /^(web\/(api|wire)\/|web\/live\/live_route\.ts|base\/settings\/table\/)/;

/** A source twice, each in its full length: comments, titles and descriptions, and all but comments and strings. */
interface Parts {
  readonly prose: string;
  readonly code: string;
}

const SCRIPT_TOKEN =
  /(?<title>(?<=\bDeno\.test\(\s*)"(?:\\.|[^"\\\n])*")|(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|\$\{[^`]*?\}|[^`\\])*`|(?<=[=(,:[!&|?{};]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\//g;

const PYTHON_TOKEN = /(?<comment>"""[\s\S]*?"""|#[^\n]*)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;

/** Code in a document: between fences, between backquotes, in addresses of links. */
const MARKDOWN_CODE = /^```[\s\S]*?^```|`[^`\n]*`|(?<=\])\([^)]*\)/gm;

function partsOf(path: string, source: string): Parts {
  if (path.endsWith(".md")) return { prose: source.replace(MARKDOWN_CODE, blank), code: "" };
  const isDescription = (text: string) => DESCRIBED.test(path) && /^["`].* .* /.test(text);
  return split(source, path.endsWith(".py") ? PYTHON_TOKEN : SCRIPT_TOKEN, isDescription);
}

function split(source: string, token: RegExp, isDescription: (text: string) => boolean): Parts {
  let prose = "";
  let code = "";
  let end = 0;
  for (const { 0: text, index, groups } of source.matchAll(token)) {
    const before = source.slice(end, index);
    const isProse = groups?.["comment"] !== undefined || groups?.["title"] !== undefined ||
      isDescription(text);
    prose += blank(before) + (isProse ? text : blank(text));
    code += before + blank(text);
    end = index + text.length;
  }
  return { prose: prose + blank(source.slice(end)), code: code + source.slice(end) };
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

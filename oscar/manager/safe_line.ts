/**
 * A line for users of what a cluster answers with an error. Such a body may be HTML, long, or hold addresses inside the
 * cluster.
 *
 * @module
 */

const MAX_LENGTH = 200;
/** Longer bodies are cut first. */
const MAX_BODY_LENGTH = 20_000;

const CONTROL = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const ADDRESSES: readonly RegExp[] = [
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)\]}]+/gi,
  /\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b/g,
  /\[[0-9a-f:]*:[0-9a-f:]+\](:\d+)?/gi,
  /\b[\w-]+(\.[\w-]+)*\.(svc|local|internal|cluster|minio)\b(\.[\w-]+)*(:\d+)?/gi,
  /\b(?=[\w.-]*[a-z])[\w-]+([.-][\w-]+)+:\d{2,5}\b|\blocalhost:\d+/gi,
];
/** Tokens and keys: long, without a blank. */
const SECRET = /\b[A-Za-z0-9+/_=-]{32,}(\.[\w-]+)*/g;

/** The first line of a body that has words; empty where there is none. */
export function safeLine(body: string): string {
  return lineOf(body, (lines) => lines[0]);
}

/** The last line: what failed, in a script's output. */
export function safeLastLine(body: string): string {
  return lineOf(body.slice(-MAX_BODY_LENGTH), (lines) => lines.at(-1));
}

function lineOf(body: string, choose: (lines: readonly string[]) => string | undefined): string {
  const text = body.slice(0, MAX_BODY_LENGTH);
  const plain = /^\s*</.test(text) ? ofHtml(text) : text;
  let line = choose(
    plain.split(/\r?\n/).map((part) => part.replace(CONTROL, " ").trim())
      .filter((part) => part !== ""),
  ) ?? "";
  for (const address of ADDRESSES) line = line.replace(address, "…");
  line = line.replace(SECRET, "…").replace(/[<>]/g, "");
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH).trimEnd()} …` : line;
}

/** A page's title, or its first heading. */
function ofHtml(html: string): string {
  const found = /<(title|h1)\b[^>]*>([^<]{1,500})/i.exec(html)?.[2] ?? "";
  return found.replace(/&lt;|&gt;|&quot;|&#\d+;|&\w+;/g, " ");
}

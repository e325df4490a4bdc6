/**
 * Logging in to a camera over HTTP: Basic (RFC 7617) and Digest (RFC 7616, and RFC 2069 where a
 * camera is that old).
 *
 * @module
 */
import { createHash, randomBytes } from "node:crypto";

/** Who logs in. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** What a camera asks for. */
export interface Challenge {
  /** In lower case. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** The request to the camera. */
export interface Asked {
  readonly method: string;
  /** Path and query, as the request line has them. */
  readonly uri: string;
}

const TOKEN = String.raw`[!#$%&'*+.^_\x60|~0-9A-Za-z-]+`;
const PARAMETER = new RegExp(
  String.raw`^\s*(${TOKEN})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]*))\s*(?:,|$)`,
);
const SCHEME = new RegExp(String.raw`^[\s,]*(${TOKEN})(?:\s+|$|,)`);

/** The hashes of Digest, the better one first. */
const HASHES = [["sha-256", "sha256"], ["md5", "md5"]] as const;

/** Reads a `WWW-Authenticate` header, or several that were joined (RFC 9110, 11.6.1). */
export function readChallenges(header: string): Challenge[] {
  const challenges: Challenge[] = [];
  let rest = header;
  for (let scheme = SCHEME.exec(rest); scheme; scheme = SCHEME.exec(rest)) {
    rest = rest.slice(scheme[0].length);
    const parameters = new Map<string, string>();
    for (let found = PARAMETER.exec(rest); found; found = PARAMETER.exec(rest)) {
      const [all, name = "", quoted, plain = ""] = found;
      parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? plain);
      rest = rest.slice(all.length);
    }
    challenges.push({ scheme: (scheme[1] ?? "").toLowerCase(), parameters });
  }
  return challenges;
}

/**
 * The `Authorization` header that answers the best of the challenges.
 *
 * @param cnonce the client's part of a Digest, for tests
 * @returns `undefined` when none of them is known here
 */
export function answerChallenges(
  challenges: readonly Challenge[],
  login: Login,
  asked: Asked,
  cnonce: string = randomBytes(16).toString("hex"),
): string | undefined {
  for (const [name, hash] of HASHES) {
    const digest = challenges.find((challenge) =>
      challenge.scheme === "digest" && algorithmOf(challenge) === name && knowsQop(challenge)
    );
    if (digest) return digestAnswer(digest, login, asked, cnonce, hash);
  }
  return challenges.some(({ scheme }) => scheme === "basic") ? basicAnswer(login) : undefined;
}

/** `Basic` with the password as it is; for connections that are trusted, or encrypted. */
export function basicAnswer({ user, password }: Login): string {
  return `Basic ${new TextEncoder().encode(`${user}:${password}`).toBase64()}`;
}

function algorithmOf({ parameters }: Challenge): string {
  return (parameters.get("algorithm") ?? "md5").toLowerCase().replace(/-sess$/, "");
}

function knowsQop({ parameters }: Challenge): boolean {
  const qop = parameters.get("qop");
  return qop === undefined || qop.split(",").some((word) => word.trim().toLowerCase() === "auth");
}

function digestAnswer(
  { parameters }: Challenge,
  { user, password }: Login,
  { method, uri }: Asked,
  cnonce: string,
  hash: "md5" | "sha256",
): string {
  const digest = (text: string) => createHash(hash).update(text, "utf8").digest("hex");
  const realm = parameters.get("realm") ?? "";
  const nonce = parameters.get("nonce") ?? "";
  const algorithm = parameters.get("algorithm");
  const opaque = parameters.get("opaque");
  const hasQop = parameters.has("qop");
  // Each connection is one request: the count never goes beyond 1.
  const nc = "00000001";
  const plainSecret = digest(`${user}:${realm}:${password}`);
  const secret = algorithm?.toLowerCase().endsWith("-sess")
    ? digest(`${plainSecret}:${nonce}:${cnonce}`)
    : plainSecret;
  const what = digest(`${method}:${uri}`);
  const response = hasQop
    ? digest([secret, nonce, nc, cnonce, "auth", what].join(":"))
    : digest([secret, nonce, what].join(":"));
  const fields = [
    `username=${quote(user)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(uri)}`,
    `response="${response}"`,
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    ...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
    ...(hasQop ? [`qop=auth`, `nc=${nc}`, `cnonce="${cnonce}"`] : []),
  ];
  return `Digest ${fields.join(", ")}`;
}

/** A header consists of bytes: text beyond ASCII is sent as its UTF-8 bytes. */
function quote(text: string): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text));
  return `"${bytes.replace(/["\\]/g, "\\$&")}"`;
}

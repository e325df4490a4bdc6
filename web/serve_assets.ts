/**
 * Serves the files embedded in the program. Their address holds a hash of them all, so a browser
 * may keep them for ever, and modules can import each other by relative addresses.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { Context } from "hono";
import { type Coding, codingOf, pack } from "./content_coding.ts";
import { FrameboxError } from "../base/errors/mod.ts";
import type { Asset } from "./types.ts";

const IMMUTABLE = "public, max-age=31536000, immutable";
const COMPRESSIBLE = /^(text\/|application\/(javascript|json|manifest\+json)|image\/svg\+xml)/;

interface Served {
  readonly contentType: string;
  readonly etag: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  /** Made when first asked for: a server without a page's request starts faster. */
  readonly packed: Map<Coding, Uint8Array<ArrayBuffer>>;
}

/** The embedded files under `/assets/`. */
export class AssetServer {
  readonly #files = new Map<string, Served>();
  readonly #version: string;

  constructor(assets: readonly Asset[]) {
    const all = createHash("sha256");
    for (const { path, contentType, body } of assets) {
      const plain = new Uint8Array(
        typeof body === "string" ? new TextEncoder().encode(body) : body,
      );
      const hash = createHash("sha256").update(plain).digest("base64url").slice(0, 22);
      all.update(`${path}\n${hash}\n`);
      this.#files.set(path, { contentType, etag: `"${hash}"`, plain, packed: new Map() });
    }
    this.#version = all.digest("base64url").slice(0, 12);
  }

  /** Whether there is such a file. */
  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** The address of a file. */
  url(path: string): string {
    if (!this.#files.has(path)) throw new FrameboxError("INTERNAL", `There is no asset ${path}.`);
    return `/assets/${this.#version}/${path}`;
  }

  /**
   * Answers `/assets/{version}/{path}`.
   *
   * @throws {FrameboxError} `NOT_FOUND`
   */
  respond(c: Context): Response {
    const [, version, path = ""] = /^\/assets\/([^/]+)\/(.+)$/.exec(c.req.path) ?? [];
    const file = this.#files.get(path);
    if (!file) throw new FrameboxError("NOT_FOUND", "There is no such file.");
    const headers = new Headers({
      // A page of an older box may ask under its own version: it gets the file, but can't keep it.
      "Cache-Control": version === this.#version ? IMMUTABLE : "no-cache",
      "ETag": file.etag,
      "Vary": "Accept-Encoding",
    });
    if (c.req.header("if-none-match")?.includes(file.etag)) {
      return new Response(null, { status: 304, headers });
    }
    headers.set("Content-Type", file.contentType);
    const coding = COMPRESSIBLE.test(file.contentType) ? codingOf(c) : undefined;
    if (coding) headers.set("Content-Encoding", coding);
    return new Response(coding ? packed(file, coding) : file.plain, { headers });
  }
}

function packed(file: Served, coding: Coding): Uint8Array<ArrayBuffer> {
  let bytes = file.packed.get(coding);
  if (!bytes) {
    bytes = pack(file.plain, coding, true);
    file.packed.set(coding, bytes);
  }
  return bytes;
}

/** HTTP as OSCAR's manager speaks it: routes, redirects, and limits of a connection. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Buffer } from "node:buffer";
import { once } from "node:events";

/** A request that a route matches. */
export interface Asked {
  /** Parts of the path that the route names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Its media type; empty where it has none. */
  readonly type: string;
  readonly authorization: string;
  readonly body: Uint8Array;
}

/** An answer. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Answers a request. */
export type Handler = (asked: Asked) => Promise<Reply> | Reply;

/** `METHOD /path/:param` and what answers it. */
export type Routes = Readonly<Record<string, Handler>>;

/** Options of {@linkcode HttpServer}. */
export interface HttpOptions {
  readonly basePath: string;
  readonly readLimitMs: number;
  readonly writeLimitMs: number;
  readonly onRequest?: ((method: string, path: string) => void) | undefined;
}

/** JSON with a status. */
export function json(value: unknown, status = 200): Reply {
  const headers = { "content-type": "application/json; charset=utf-8" };
  return { status, headers, body: JSON.stringify(value) };
}

/** Text with a status. */
export function text(body: string, status = 200): Reply {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body };
}

/** A status without a body. */
export function empty(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers };
}

/** A server on a free port of loopback. */
export class HttpServer {
  readonly #server: Server;
  readonly #options: HttpOptions;
  #routes: Routes = {};

  private constructor(options: HttpOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  /** Listens; it has no routes yet. */
  static async start(options: HttpOptions): Promise<HttpServer> {
    const server = new HttpServer(options);
    server.#server.listen(0, "127.0.0.1");
    await once(server.#server, "listening");
    return server;
  }

  /** Where it is. */
  get address(): string {
    const address = this.#server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    return `http://127.0.0.1:${port}${this.#options.basePath}`;
  }

  /** What it serves from now on. */
  serve(routes: Routes): void {
    this.#routes = routes;
  }

  /** Closes all connections. */
  async stop(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { basePath, readLimitMs, writeLimitMs, onRequest } = this.#options;
    const begun = performance.now();
    const { method = "GET", url = "/", headers } = request;
    const { pathname, searchParams: query, search } = new URL(url, "http://manager");
    const isOurs = pathname.startsWith(`${basePath}/`);
    const path = pathname.slice(basePath.length);
    onRequest?.(method, `${path}${search}`);
    const found = isOurs ? this.#find(method, path) : undefined;
    if (found === undefined) {
      request.resume();
      const shorter = path.replace(/\/$/, "");
      const isRedirect = isOurs && shorter !== path && this.#find(method, shorter) !== undefined;
      return send(response, isRedirect ? redirect(method, `${basePath}${shorter}${search}`) : NONE);
    }
    const body = await bodyOf(request, readLimitMs);
    // The call behind it is broken off with its body.
    if (body === undefined) return send(response, empty(502));
    const { authorization = "", "content-type": type = "" } = headers;
    const reply = await found.handler({ params: found.params, query, type, authorization, body });
    // The time for an answer is over: Go closes the connection when the handler has ended.
    if (performance.now() - begun > writeLimitMs) return void request.socket.destroy();
    send(response, reply);
  }

  #find(
    method: string,
    path: string,
  ): { handler: Handler; params: Record<string, string> } | undefined {
    for (const [route, handler] of Object.entries(this.#routes)) {
      const [of, pattern = ""] = route.split(" ");
      const params = of === method ? matched(pattern, path) : undefined;
      if (params !== undefined) return { handler, params };
    }
    return undefined;
  }
}

const NONE = text("404 page not found", 404);

function redirect(method: string, location: string): Reply {
  if (method !== "GET") return empty(307, { location });
  const body = `<a href="${location}">Moved Permanently</a>.\n\n`;
  return { status: 301, headers: { location, "content-type": "text/html; charset=utf-8" }, body };
}

function matched(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, want] of wanted.entries()) {
    const have = given[i] ?? "";
    if (!want.startsWith(":")) {
      if (want !== have) return undefined;
    } else if (have === "") {
      return undefined;
    } else {
      params[want.slice(1)] = decodeURIComponent(have);
    }
  }
  return params;
}

/** `undefined` where it doesn't come in time. */
async function bodyOf(request: IncomingMessage, limitMs: number): Promise<Uint8Array | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), limitMs);
  try {
    return await Promise.race([Array.fromAsync(request).then(Buffer.concat), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function send(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  response.writeHead(status, {
    ...headers,
    ...status === 204 ? {} : { "content-length": String(bytes?.length ?? 0) },
  });
  response.end(bytes);
}

/**
 * An HTTP client of its own trust. `fetch` can't skip the check of a certificate for one host alone, and refuses a
 * certificate that signs itself even where it is named as trusted; Node's client does both.
 *
 * @module
 */
import { Agent, type ClientRequest, type IncomingMessage, request as httpRequest } from "node:http";
import { Agent as TlsAgent, request as httpsRequest } from "node:https";
import { Readable } from "node:stream";
import { rootCertificates } from "node:tls";

/** Which certificates are trusted. */
export interface HttpTrust {
  /** Authorities besides the system's, as PEM. */
  readonly caPem?: string;
  /** Certificates are not checked at all. */
  readonly isInsecure?: boolean;
}

/** One request. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text of ASCII, bytes, or pieces of them; pieces need a `content-length` among the headers. */
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
  /** Ends the request, and its answer while that is read. */
  readonly signal: AbortSignal;
}

/** The head of an answer, with its body to be read. */
export interface HttpAnswer {
  readonly status: number;
  /** `undefined` where there is none. */
  header(name: string): string | undefined;
  /** Its pieces; a reader that stops early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Drops the body. */
  cancel(): void;
}

/** How long a connection may take to open, in milliseconds. */
const CONNECT_LIMIT_MS = 10_000;
/** How long an idle connection is kept, in milliseconds. */
const IDLE_LIMIT_MS = 15_000;
const MAX_CONNECTIONS = 64;
/** A connection that was kept may be closed just when it is used again; what takes longer was closed for a reason. */
const STALE_LIMIT_MS = 1000;

/** A client with connections of its own; `close` ends those that are idle. */
export class HttpClient {
  readonly #trust: { readonly rejectUnauthorized: boolean; readonly ca?: string[] };
  readonly #agent: Agent;
  readonly #tlsAgent: TlsAgent;

  /** @param trust left out: the system's certificates */
  constructor({ caPem, isInsecure = false }: HttpTrust = {}) {
    this.#trust = {
      rejectUnauthorized: !isInsecure,
      ...caPem === undefined ? {} : { ca: [...rootCertificates, caPem] },
    };
    const kept = { keepAlive: true, maxSockets: MAX_CONNECTIONS, timeout: IDLE_LIMIT_MS };
    this.#agent = new Agent(kept);
    this.#tlsAgent = new TlsAgent({ ...kept, ...this.#trust });
  }

  /**
   * Sends a request and waits for the head of its answer. Redirects are answers like others.
   *
   * @throws what the signal aborts with, or Node's error; see {@linkcode networkProblem}
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    request.signal.throwIfAborted();
    const start = performance.now();
    try {
      return await this.#send(request, true);
    } catch (caught) {
      const isQuick = performance.now() - start < STALE_LIMIT_MS;
      if (!(caught instanceof StaleConnection)) throw caught;
      if (!isQuick || isStream(request.body)) throw caught.cause;
      return await this.#send(request, false);
    }
  }

  /** Ends connections that are idle. */
  close(): void {
    this.#agent.destroy();
    this.#tlsAgent.destroy();
  }

  /** For one request alone. */
  #single(isTls: boolean): Agent {
    return isTls ? new TlsAgent(this.#trust) : new Agent();
  }

  #send(request: HttpRequest, mayReuse: boolean): Promise<HttpAnswer> {
    const { method, url, headers = {}, body, signal } = request;
    const isTls = url.protocol === "https:";
    const options = {
      method,
      headers: { ...lengthOf(body), ...headers },
      agent: mayReuse ? (isTls ? this.#tlsAgent : this.#agent) : this.#single(isTls),
      signal,
    };
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
    const call = isTls ? httpsRequest(url, options) : httpRequest(url, options);
    const connected = limitConnect(call, isTls);
    call.on("response", (answer) => resolve(answerOf(answer, signal)));
    call.on("error", (error: Error) => {
      connected();
      if (signal.aborted) reject(signal.reason);
      else reject(call.reusedSocket && mayReuse ? new StaleConnection(error) : error);
    });
    if (isStream(body)) {
      const source = Readable.from(body);
      source.on("error", (error) => call.destroy(error));
      call.on("close", () => source.destroy());
      source.pipe(call);
    } else call.end(body);
    return promise;
  }
}

/** A connection that was kept turned out to be closed. */
class StaleConnection extends Error {
  constructor(override readonly cause: Error) {
    super(cause.message);
  }
}

/** Ends a request whose connection doesn't open; returns what stops watching. */
function limitConnect(call: ClientRequest, isTls: boolean): () => void {
  const timer = setTimeout(
    () => call.destroy(new DOMException("no connection in time", "TimeoutError")),
    CONNECT_LIMIT_MS,
  );
  const stop = () => clearTimeout(timer);
  call.on("socket", (socket) => {
    if (call.reusedSocket) stop();
    else socket.once(isTls ? "secureConnect" : "connect", stop);
  });
  call.on("response", stop);
  return stop;
}

function answerOf(answer: IncomingMessage, signal: AbortSignal): HttpAnswer {
  return {
    status: answer.statusCode ?? 0,
    header(name) {
      const value = answer.headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    },
    body: bodyOf(answer, signal),
    cancel: () => answer.destroy(),
  };
}

async function* bodyOf(
  answer: IncomingMessage,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    for await (const piece of answer) yield piece;
  } catch (caught) {
    signal.throwIfAborted();
    throw caught;
  }
}

function lengthOf(body: HttpRequest["body"]): Record<string, string> {
  return body === undefined || isStream(body) ? {} : { "content-length": String(body.length) };
}

function isStream(body: HttpRequest["body"]): body is AsyncIterable<Uint8Array> {
  return body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array);
}

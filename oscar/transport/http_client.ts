/**
 * An HTTP client of its own trust. `fetch` can't skip the check of a certificate for one host alone, and refuses a
 * certificate that signs itself even where it is named as trusted; Node's client does both.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { type ClientRequest, type IncomingMessage, request as httpRequest } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { Readable } from "node:stream";
import { rootCertificates } from "node:tls";
import type { Reach } from "./reach.ts";

/** Which certificates are trusted. */
export interface HttpTrust {
  /** Authorities besides the system's, as PEM. */
  readonly caPem?: string;
  /** Certificates are not checked at all. */
  readonly isInsecure?: boolean;
}

/** One request. */
export interface HttpRequest {
  /** The HTTP method. */
  readonly method: string;
  /** Where; http or https. */
  readonly url: URL;
  /** By their names in small letters. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A text, bytes, or pieces of them; pieces need a `content-length` among the headers. */
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
  /** Ends the request, and its answer while that is read. */
  readonly signal: AbortSignal;
}

/** The head of an answer, with its body to be read. */
export interface HttpAnswer {
  /** The HTTP status. */
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

/**
 * A client with its own trust. Each request has a connection of its own: Deno 2.9 ends no request on a connection that
 * was kept (its signal has no effect, and an agent never counts its socket as closed).
 */
export class HttpClient {
  readonly #trust: Pick<RequestOptions, "ca" | "rejectUnauthorized">;
  readonly #given: HttpTrust;
  readonly #reach: Reach | undefined;

  /**
   * Connects to nothing yet.
   *
   * @param trust left out: the system's certificates
   * @param reach where to; left out: anywhere
   */
  constructor(trust: HttpTrust = {}, reach?: Reach) {
    const { caPem, isInsecure = false } = trust;
    this.#given = trust;
    this.#reach = reach;
    this.#trust = {
      rejectUnauthorized: !isInsecure,
      ...caPem === undefined ? {} : { ca: [...rootCertificates, caPem] },
    };
  }

  /** A client of the same trust that reaches less. */
  within(reach: Reach): HttpClient {
    return new HttpClient(this.#given, reach);
  }

  /**
   * Sends a request and waits for the head of its answer. Redirects are answers like others.
   *
   * @throws what the signal aborts with, or Node's error; see {@linkcode networkProblem}
   */
  async send(request: HttpRequest): Promise<HttpAnswer> {
    await this.#reach?.check(request.url.hostname);
    return await this.#send(request);
  }

  #send({ method, url, headers = {}, body, signal }: HttpRequest): Promise<HttpAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
    if (signal.aborted) return Promise.reject(signal.reason);
    const options = {
      method,
      headers: { ...lengthOf(body), ...headers },
      agent: false,
      signal,
      ...this.#reach && { lookup: this.#reach.lookup },
    };
    const isTls = url.protocol === "https:";
    const call = isTls
      ? httpsRequest(url, { ...options, ...this.#trust })
      : httpRequest(url, options);
    const connected = limitConnect(call, isTls);
    call.on("response", (answer) => resolve(answerOf(answer, signal)));
    call.on("error", (error: Error) => {
      connected();
      reject(signal.aborted ? signal.reason : error);
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

/** Ends a request whose connection doesn't open; returns what stops watching. */
function limitConnect(call: ClientRequest, isTls: boolean): () => void {
  const timer = setTimeout(
    () => call.destroy(new DOMException("no connection in time", "TimeoutError")),
    CONNECT_LIMIT_MS,
  );
  const stop = () => clearTimeout(timer);
  call.on("socket", (socket) => {
    socket.once(isTls ? "secureConnect" : "connect", stop);
  });
  call.on("response", stop);
  return stop;
}

function answerOf(answer: IncomingMessage, signal: AbortSignal): HttpAnswer {
  // What breaks off while nothing is read of it is thrown to the next reader.
  answer.on("error", () => {});
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
  if (body === undefined || isStream(body)) return {};
  const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  return { "content-length": String(length) };
}

function isStream(body: HttpRequest["body"]): body is AsyncIterable<Uint8Array> {
  return body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array);
}

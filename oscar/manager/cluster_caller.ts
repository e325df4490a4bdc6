/**
 * Calls of a cluster's manager: the login, redirects, and what can go wrong on the way.
 *
 * @module
 */
import type { FrameboxError } from "../../base/errors/mod.ts";
import {
  type HttpAnswer,
  type HttpClient,
  type HttpRequest,
  networkProblem,
  readTail,
  readWithin,
  TOO_LARGE,
  withLimit,
} from "../transport/mod.ts";
import { shownAddress, urlOf } from "./address.ts";
import {
  answerTooLarge,
  bucketGone,
  callMissing,
  clusterAway,
  clusterFailed,
  clusterNotTrusted,
  clusterRedirects,
  loginRefused,
  noClusterHere,
  notAllowed,
  requestRefused,
} from "./failures.ts";
import { authorization, type ClusterLogin } from "./login.ts";
import { safeLine } from "./safe_line.ts";

/** One call. */
export interface ClusterCall {
  /** Left out: GET. */
  readonly method?: "GET" | "POST" | "DELETE";
  /** Below the cluster's address; each is encoded. */
  readonly path: readonly string[];
  /** What stands after the question mark. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** Sent as UTF-8. */
  readonly body?: string;
  /** The body's media type. */
  readonly type?: string;
  /** Called with how much of the body is sent, in bytes; such a body is of ASCII alone. */
  readonly onSent?: (bytes: number, totalBytes: number) => void;
  /** Ends the call. */
  readonly signal: AbortSignal;
}

/** How long a call of the manager may take, in milliseconds; calls of services have limits of their own. */
export const CALL_LIMIT_MS = 30_000;

const MAX_REDIRECTS = 3;
/** Characters of a body that are sent between two reports. */
const PIECE_LENGTH = 65_536;
const MAX_ERROR_BYTES = 1_000_000;

/** See the module. */
export class ClusterCaller {
  /** Its address, as users know it. */
  readonly address: string;
  readonly #base: URL;
  readonly #http: HttpClient;
  /** Who calls. */
  readonly login: ClusterLogin | undefined;

  /**
   * Calls nothing yet.
   *
   * @param base see {@linkcode parseAddress}
   * @param login left out: calls without one
   */
  constructor(base: URL, http: HttpClient, login?: ClusterLogin) {
    this.#base = base;
    this.#http = http;
    this.login = login;
    this.address = shownAddress(base);
  }

  /**
   * Calls with the login. An OIDC login is renewed once where the cluster refuses it.
   *
   * @returns the answer, of whatever status but 401
   * @throws {FrameboxError} for what goes wrong on the way, and for a login that is refused
   */
  async call(call: ClusterCall): Promise<HttpAnswer> {
    const { signal } = call;
    for (const isRefused of this.login?.kind === "oidc" ? [false, true] : [false]) {
      const header = this.login && await authorization(this.login, isRefused, signal);
      const answer = await this.send(call, header);
      if (answer.status !== 401) return answer;
      answer.cancel();
    }
    throw loginRefused();
  }

  /** Calls with the header that is given, which no other host receives. */
  async send(call: ClusterCall, header: string | undefined): Promise<HttpAnswer> {
    const { method = "GET", path, query, type, signal } = call;
    let url = urlOf(this.#base, path, query);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const answer = await this.#once({
        method,
        url,
        headers: {
          accept: "application/json, */*",
          ...header === undefined ? {} : { authorization: header },
          ...type === undefined ? {} : { "content-type": type },
          ...lengthOf(call),
        },
        ...bodyOf(call),
        signal,
      });
      const location = answer.status >= 300 && answer.status < 400 && answer.header("location");
      if (!location) return answer;
      answer.cancel();
      url = this.#redirected(url, location);
    }
    throw noClusterHere(this.address);
  }

  /** A JSON body. */
  async json(answer: HttpAnswer, maxBytes: number): Promise<unknown> {
    const bytes = await this.body(answer, maxBytes);
    try {
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      throw noClusterHere(this.address);
    }
  }

  /** A body up to a limit. */
  async body(answer: HttpAnswer, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = await this.#onTheWay(readWithin(answer.body, maxBytes));
    if (bytes === TOO_LARGE) throw answerTooLarge(maxBytes);
    return bytes;
  }

  /** The text of an answer that is an error; its end where it is long. */
  async errorText(answer: HttpAnswer): Promise<string> {
    const bytes = await this.#onTheWay(readTail(answer.body, MAX_ERROR_BYTES));
    return new TextDecoder().decode(bytes);
  }

  /** The error that an answer of the manager stands for. */
  async failure(answer: HttpAnswer, bucket?: string): Promise<FrameboxError> {
    const { status } = answer;
    const text = await this.errorText(answer);
    const line = safeLine(text);
    if (bucket !== undefined && /NoSuchBucket/.test(text)) return bucketGone(bucket);
    if (status === 403) return notAllowed(line);
    if (status === 404 || status === 405) {
      if (bucket !== undefined && !/page not found/.test(text)) return bucketGone(bucket);
      return callMissing();
    }
    // What stands in front of the cluster can't reach it.
    if (status >= 502 && status <= 504) return clusterAway(this.address);
    return status < 500 ? requestRefused(status, line) : clusterFailed(status, line);
  }

  #once(request: HttpRequest): Promise<HttpAnswer> {
    return this.#onTheWay(this.#http.send(request));
  }

  async #onTheWay<Result>(promise: Promise<Result>): Promise<Result> {
    try {
      return await promise;
    } catch (caught) {
      switch (networkProblem(caught)) {
        case "not-trusted":
          throw clusterNotTrusted(this.address, caught);
        case "no-http":
          throw noClusterHere(this.address, caught);
        case "away":
        case "closed":
          throw clusterAway(this.address, caught);
      }
      throw caught;
    }
  }

  /** Where a redirect leads on the same host; a step from HTTP up to HTTPS is the same host, another port is not. */
  #redirected(from: URL, location: string): URL {
    const to = URL.parse(location, from);
    if (to === null) throw noClusterHere(this.address);
    const isUpgrade = from.protocol === "http:" && to.protocol === "https:" && from.port === "" &&
      to.port === "" && from.hostname === to.hostname;
    if (to.origin === from.origin || isUpgrade) return to;
    throw clusterRedirects(this.address, safeOrigin(to));
  }
}

/** A body in pieces names its length itself. */
function lengthOf({ body, onSent }: ClusterCall): Record<string, string> {
  return body && onSent ? { "content-length": String(body.length) } : {};
}

function bodyOf({ body, onSent }: ClusterCall): Pick<HttpRequest, "body"> {
  if (body === undefined) return {};
  return { body: body !== "" && onSent ? pieces(body, onSent) : body };
}

async function* pieces(
  body: string,
  onSent: NonNullable<ClusterCall["onSent"]>,
): AsyncGenerator<Uint8Array, void, void> {
  const encoder = new TextEncoder();
  for (let start = 0; start < body.length; start += PIECE_LENGTH) {
    yield await Promise.resolve(encoder.encode(body.slice(start, start + PIECE_LENGTH)));
    onSent(Math.min(start + PIECE_LENGTH, body.length), body.length);
  }
}

/** Origin of an address that another host names. */
function safeOrigin({ protocol, host }: URL): string {
  return `${protocol}//${host}`.slice(0, 200);
}

/** A call with the manager's own limit. */
export function limited(call: ClusterCall): ClusterCall {
  return { ...call, signal: withLimit(call.signal, CALL_LIMIT_MS) };
}

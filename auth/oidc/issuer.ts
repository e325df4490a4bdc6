/**
 * The issuer: its metadata, and what goes wrong with it.
 *
 * @module
 */
import * as oidc from "openid-client";
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Clock } from "../../base/clock/mod.ts";
import type { Logger } from "../../base/log/mod.ts";

/** Where it is, and who framebox is there. */
export interface IssuerOptions {
  /** Setting `OIDC_ISSUER`. */
  readonly issuer: string;
  /** Setting `OIDC_CLIENT_ID`. */
  readonly clientId: string;
  /** Setting `OIDC_CLIENT_SECRET`; empty for a public client. */
  readonly clientSecret: string;
  /** The authority of its certificate. Setting `OIDC_CA`. */
  readonly caPem?: string | undefined;
}

/** One request may take this long. */
const LIMIT_S = 10;
/** Its metadata may change. */
const KEEP_MS = 3_600_000;
/** Its answers are short. */
const MAX_BYTES = 1024 * 1024;

/** See the module. It is looked for at the first login, and again after it was away. */
export class Issuer {
  /** Its host, as users know it. */
  readonly host: string;
  readonly #options: IssuerOptions;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #client: Deno.HttpClient | undefined;
  readonly #closed = new AbortController();
  #found:
    | { readonly configuration: Promise<oidc.Configuration>; readonly endsMs: number }
    | undefined;

  /** Asks nothing yet. */
  constructor(options: IssuerOptions, { log, clock }: { log: Logger; clock: Clock }) {
    this.host = new URL(options.issuer).host;
    this.#options = options;
    this.#clock = clock;
    this.#log = log;
    this.#client = options.caPem === undefined
      ? undefined
      : Deno.createHttpClient({ caCerts: [options.caPem] });
  }

  /**
   * Asks the issuer.
   *
   * @param question is given the issuer's metadata
   * @param signal aborts when its caller is gone
   * @throws {FrameboxError} `UNAVAILABLE` when it is away; `UNAUTHENTICATED` when it refuses or answers what is wrong
   */
  async ask<T>(
    question: (configuration: oidc.Configuration) => Promise<T> | T,
    signal: AbortSignal,
  ): Promise<T> {
    const { promise: gone, reject } = Promise.withResolvers<never>();
    const leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave, { once: true });
    const answered = this.#configuration().then(question);
    try {
      return await Promise.race([answered, gone]);
    } catch (error) {
      throw signal.aborted ? error : this.#failure(error);
    } finally {
      signal.removeEventListener("abort", leave);
    }
  }

  /** Ends what is under way. */
  close(): Promise<void> {
    this.#closed.abort();
    this.#client?.close();
    return Promise.resolve();
  }

  #configuration(): Promise<oidc.Configuration> {
    if (this.#found && this.#found.endsMs > this.#clock.now()) return this.#found.configuration;
    const { issuer, clientId, clientSecret } = this.#options;
    const url = new URL(issuer);
    const configuration = oidc.discovery(url, clientId, undefined, clientAuth(clientSecret), {
      timeout: LIMIT_S,
      [oidc.customFetch]: (address, init) => this.#fetch(address, init),
      // The setting takes http for this host alone.
      execute: url.protocol === "http:" ? [oidc.allowInsecureRequests] : [],
    });
    const found = { configuration, endsMs: this.#clock.now() + KEEP_MS };
    this.#found = found;
    configuration.catch(() => {
      if (this.#found === found) this.#found = undefined;
    });
    return configuration;
  }

  async #fetch(address: string, init: oidc.CustomFetchOptions): Promise<Response> {
    const { body, headers, method, redirect, signal } = init;
    const ends = AbortSignal.any([this.#closed.signal, ...signal ? [signal] : []]);
    const answer = await fetch(address, {
      headers,
      method,
      redirect,
      signal: ends,
      ...body === undefined || body === null ? {} : { body: body as BodyInit },
      ...this.#client ? { client: this.#client } : {},
    });
    return new Response(answer.body?.pipeThrough(upTo(MAX_BYTES)) ?? null, answer);
  }

  #failure(error: unknown): FrameboxError {
    if (error instanceof FrameboxError) return error;
    const server = this.host;
    const isAway = isNoAnswer(error);
    this.#log.warn("oidc_failed", { issuer: this.#options.issuer, problem: problemOf(error) });
    return isAway
      ? new FrameboxError(
        "UNAVAILABLE",
        `${server} doesn't answer, so nobody can log in with it now; try again in a while.`,
        error,
        because("login-server-away", { server }),
      )
      : new FrameboxError(
        "UNAUTHENTICATED",
        `The login at ${server} didn't succeed; try again.`,
        error,
        because("login-server-wrong", { server }),
      );
  }
}

/** The way that the issuer takes; Basic where its metadata have none (OpenID Connect Discovery, 3). */
function clientAuth(secret: string): oidc.ClientAuth {
  if (secret === "") return oidc.None();
  const [basic, post] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  return (server, ...others) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    return (ways.includes("client_secret_basic") ? basic : post)(server, ...others);
  };
}

function upTo(maxBytes: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.length;
      if (bytes > maxBytes) controller.error(new Error(`more than ${maxBytes} bytes`));
      else controller.enqueue(chunk);
    },
  });
}

function isNoAnswer(error: unknown): boolean {
  if (error instanceof oidc.ClientError) {
    const isLate = error.code === "OAUTH_TIMEOUT" || error.code === "OAUTH_ABORT";
    return isLate || error.cause instanceof Response && error.cause.status >= 500;
  }
  // `fetch` throws a TypeError when there is no connection, or no trusted one.
  return error instanceof TypeError || error instanceof DOMException;
}

/** Names of errors are no secrets; what users have sent stands in none of them. */
function problemOf(error: unknown): string {
  if (error instanceof oidc.ResponseBodyError) return `${error.status} ${error.error}`;
  if (error instanceof oidc.AuthorizationResponseError) return "the user or the issuer refuses";
  if (error instanceof oidc.ClientError) return error.code ?? error.message;
  return error instanceof Error ? error.message : "unknown";
}

/**
 * A stand-in for a cluster's manager in tests: what it answers is set by each test, in the shapes of real clusters of
 * 3.0 and 4.1. It checks logins and tokens as they do.
 */
import { Buffer } from "node:buffer";
import { HttpClient, type HttpTrust } from "../transport/mod.ts";
import { NEW_SERVICE } from "../service/test_services.ts";
import { ClusterCaller, type ClusterLogin, Manager, parseAddress, ServiceCalls } from "./mod.ts";
import type { Clock } from "../../base/clock/mod.ts";

/** The administrator. */
export const ADMIN: ClusterLogin = { kind: "basic", user: "oscar", password: "pass-of-oscar-ñ" };

/** A request that arrived. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly authorization: string;
  readonly type: string;
  readonly body: string;
}

/** What answers a request; `undefined` where it has nothing, which is 404 with Go's text. */
export type Route = (seen: Seen) => Response | undefined | Promise<Response | undefined>;

/** The stand-in, with a client of it. */
export interface TestCluster extends AsyncDisposable {
  readonly base: URL;
  readonly seen: readonly Seen[];
  readonly caller: ClusterCaller;
  readonly manager: Manager;
  readonly calls: ServiceCalls;
  /** A client with another login or trust. */
  client(login?: ClusterLogin, trust?: HttpTrust): Manager;
}

/** Options of {@linkcode testCluster}. */
export interface TestClusterOptions {
  /** The path of its address. */
  readonly basePath?: string;
  readonly clock?: Clock;
  readonly login?: ClusterLogin;
}

/** Starts a stand-in; each path of `routes` is `METHOD /path`, after the base path. */
export function testCluster(
  routes: Readonly<Record<string, Route>>,
  { basePath = "", clock, login = ADMIN }: TestClusterOptions = {},
): TestCluster {
  const seen: Seen[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const url = new URL(request.url);
    const one: Seen = {
      method: request.method,
      path: url.pathname.slice(basePath.length),
      query: url.search,
      authorization: request.headers.get("authorization") ?? "",
      type: request.headers.get("content-type") ?? "",
      body: await request.text(),
    };
    seen.push(one);
    if (!url.pathname.startsWith(`${basePath}/`)) return notFound();
    const isSystem = one.path.startsWith("/system/");
    if (isSystem && !isAllowed(one.authorization)) return refused();
    return await routes[`${one.method} ${one.path}`]?.(one) ?? notFound();
  });
  const address = `http://127.0.0.1:${server.addr.port}${basePath}`;
  return { seen, ...clientsOf(address, login, () => server.shutdown(), clock) };
}

/**
 * A stand-in that writes what it is given as it is, and closes each connection after it.
 *
 * @param answer the bytes for a request's head; none closes the connection without an answer
 */
export function rawCluster(answer: (request: string) => string): Omit<TestCluster, "seen"> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const served = (async () => {
    for await (const connection of listener) {
      const bytes = new Uint8Array(10_000);
      const length = await connection.read(bytes) ?? 0;
      const text = answer(new TextDecoder().decode(bytes.subarray(0, length)));
      if (text !== "") await connection.write(new TextEncoder().encode(text));
      connection.close();
    }
  })();
  return clientsOf(`http://127.0.0.1:${listener.addr.port}`, ADMIN, () => {
    listener.close();
    return served;
  });
}

/** An answer for {@linkcode rawCluster}. */
export function okay(body: string): string {
  const { length } = new TextEncoder().encode(body);
  return `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${body}`;
}

function clientsOf(
  address: string,
  login: ClusterLogin,
  stop: () => Promise<void>,
  clock?: Clock,
): Omit<TestCluster, "seen"> {
  const base = parseAddress(address);
  const caller = new ClusterCaller(base, new HttpClient(), login);
  const manager = new Manager(caller);
  return {
    base,
    caller,
    manager,
    calls: new ServiceCalls(caller, manager, clock),
    client: (other, trust) => new Manager(new ClusterCaller(base, new HttpClient(trust), other)),
    [Symbol.asyncDispose]: stop,
  };
}

/** Tokens of users that the stand-in knows. */
export const VALID_JWT = `${"e".repeat(40)}.valid.${"x".repeat(40)}`;

function isAllowed(authorization: string): boolean {
  if (authorization === `Bearer ${VALID_JWT}`) return true;
  const pair = Buffer.from(authorization.replace("Basic ", ""), "base64").toString();
  return ADMIN.kind === "basic" && pair === `${ADMIN.user}:${ADMIN.password}`;
}

function refused(): Response {
  const headers = { "www-authenticate": 'Basic realm="Authorization Required"' };
  return new Response(null, { status: 401, headers });
}

/** Go's answer to a path without a handler. */
export function notFound(): Response {
  return new Response("404 page not found", { status: 404 });
}

/** JSON with a status. */
export function json(value: unknown, status = 200): Response {
  return Response.json(value, { status });
}

/** A status without a body. */
export function empty(status: number): Response {
  return new Response(null, { status });
}

/** `/system/config` as clusters since 3.0 answer it. */
export const CONFIG = {
  config: {
    name: "oscar",
    namespace: "oscar",
    services_namespace: "oscar-svc",
    gpu_available: false,
    serverless_backend: "knative",
  },
  minio_provider: {
    endpoint: "https://minio.example.org",
    verify: true,
    access_key: "minio-key",
    secret_key: "minio-secret-key",
    region: "us-east-1",
  },
};

/** A service whose token may change. */
export class TokenService {
  /** The one that holds now. */
  token = "1".repeat(64);

  /** Routes of the service `plants`: `/run` and `/job` answer to the token alone. */
  routes(answer: Route): Readonly<Record<string, Route>> {
    const run: Route = (seen) => {
      return seen.authorization === `Bearer ${this.token}` ? answer(seen) : empty(401);
    };
    return {
      "GET /system/services/plants": () => json({ ...NEW_SERVICE, token: this.token }),
      "POST /run/plants": run,
      "POST /job/plants": run,
    };
  }
}

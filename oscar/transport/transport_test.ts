import assert from "node:assert/strict";
import { limit, within } from "../../tests/support/limit.ts";
import { HttpClient, networkProblem, readTail, readWithin, TOO_LARGE } from "./mod.ts";

type Handler = (request: Request) => Response | Promise<Response>;

/** A server with a client of it. */
function serve(handler: Handler): { url: URL; http: HttpClient } & AsyncDisposable {
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);
  const url = new URL(`http://127.0.0.1:${server.addr.port}/`);
  return { url, http: new HttpClient(), [Symbol.asyncDispose]: () => server.shutdown() };
}

async function* repeated(byteLength: number, count: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < count; i++) yield await Promise.resolve(new Uint8Array(byteLength).fill(i));
}

Deno.test("a body is sent in pieces with its length, and the answer read in pieces", async () => {
  await using server = serve(async (request) => {
    const length = request.headers.get("content-length");
    return new Response(`${length} ${(await request.bytes()).length}`);
  });
  const answer = await server.http.send({
    method: "PUT",
    url: server.url,
    headers: { "content-length": "3000000" },
    body: repeated(100_000, 30),
    signal: limit(),
  });
  const body = await readWithin(answer.body, 1000);
  assert.deepEqual(body, new TextEncoder().encode("3000000 3000000"));
});

Deno.test("a source that fails ends its request with its error", async () => {
  await using server = serve(async (request) => {
    await request.bytes().catch(() => {});
    return new Response("late");
  });
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(new Uint8Array(10));
    throw new Error("the source failed");
  }
  const request = {
    method: "PUT",
    url: server.url,
    headers: { "content-length": "1000" },
    body: failing(),
  };
  await assert.rejects(server.http.send({ ...request, signal: limit() }), {
    message: "the source failed",
  });
});

Deno.test("a redirect is an answer like others", async () => {
  await using server = serve(() =>
    new Response(null, { status: 302, headers: { location: "/x" } })
  );
  const answer = await server.http.send({ method: "GET", url: server.url, signal: limit() });
  assert.deepEqual([answer.status, answer.header("Location"), answer.header("none")], [
    302,
    "/x",
    undefined,
  ]);
  answer.cancel();
});

Deno.test("a signal ends a request, and an answer that is being read, with its own reason", async () => {
  const stop = new AbortController();
  const arrived = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  await using server = serve((request) => {
    arrived.resolve();
    const { pathname } = new URL(request.url);
    return new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(1000)),
        cancel: () => gone.resolve(),
      }),
      { headers: { path: pathname } },
    );
  });
  const answer = await server.http.send({ method: "GET", url: server.url, signal: stop.signal });
  await arrived.promise;
  await assert.rejects(async () => {
    for await (const _ of answer.body) stop.abort(new Error("stopped"));
  }, { message: "stopped" });
  await within(gone.promise, "the connection's end");
  const late = server.http.send({ method: "GET", url: server.url, signal: stop.signal });
  await assert.rejects(late, { message: "stopped" });
});

Deno.test("a reader that stops early closes the connection", async () => {
  const gone = Promise.withResolvers<void>();
  await using server = serve(() =>
    new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(1000)),
        cancel: () => gone.resolve(),
      }),
    )
  );
  const answer = await server.http.send({ method: "GET", url: server.url, signal: limit() });
  assert.equal(await readWithin(answer.body, 5000), TOO_LARGE);
  await within(gone.promise, "the connection's end");
});

Deno.test("the end of a long body is read with a bounded memory", async () => {
  const tail = await readTail(repeated(1000, 200), 2500);
  assert.equal(tail.length, 2500);
  assert.deepEqual([tail[0], tail.at(-1)], [197, 199]);
  assert.equal((await readTail(repeated(10, 3), 2500)).length, 30);
  assert.equal((await readTail(repeated(10, 0), 5)).length, 0);
});

Deno.test("errors of the network are known by their codes, others are none", () => {
  const coded = (code: string, message = "x") => Object.assign(new Error(message), { code });
  const cases: readonly (readonly [unknown, string | undefined])[] = [
    [coded("ECONNREFUSED"), "away"],
    [coded("ENOTFOUND"), "away"],
    [coded("EHOSTUNREACH"), "away"],
    [new DOMException("x", "TimeoutError"), "away"],
    [coded("DEPTH_ZERO_SELF_SIGNED_CERT"), "not-trusted"],
    [coded("CERT_HAS_EXPIRED"), "not-trusted"],
    [coded("ERR_TLS_CERT_ALTNAME_INVALID"), "not-trusted"],
    [coded("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "not-trusted"],
    [coded("", "invalid peer certificate: UnknownIssuer"), "not-trusted"],
    [coded("ECONNRESET"), "closed"],
    [new Error("aborted"), "closed"],
    [coded("HPE_INVALID_CONSTANT"), "no-http"],
    [coded("EPROTO"), "no-http"],
    [new DOMException("x", "AbortError"), undefined],
    [new TypeError("a mistake"), undefined],
    [coded("ERR_INVALID_CHAR"), undefined],
    ["text", undefined],
  ];
  for (const [error, problem] of cases) assert.equal(networkProblem(error), problem, String(error));
});

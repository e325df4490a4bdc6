import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { limit } from "../../tests/support/limit.ts";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { NEW_SERVICE } from "../service/test_services.ts";
import { MAX_JOB_BYTES, RUN_LIMITS } from "./mod.ts";
import {
  empty,
  json,
  notFound,
  okay,
  rawCluster,
  type Route,
  type TestCluster,
  testCluster,
  TokenService,
  VALID_JWT,
} from "./test_cluster.ts";

const INPUT = new TextEncoder().encode("moo");

/** The reason of what a call ends with; empty where it is answered. */
async function reasonOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "";
  } catch (caught) {
    assert.ok(caught instanceof FrameboxError, String(caught));
    return caught.because?.code ?? caught.code;
  }
}

/** What a call ends with where `/run` answers so. */
async function answered(route: Route): Promise<string> {
  const service = new TokenService();
  await using cluster = testCluster(service.routes(route));
  const limits = { ...RUN_LIMITS, startMs: 0, maxAnswerBytes: 1000 };
  return await reasonOf(cluster.calls.run("plants", INPUT, limit(), limits));
}

function runsOf({ seen }: TestCluster): string[] {
  return seen.map(({ method, path }) => `${method} ${path}`);
}

Deno.test("a call sends base64 with the service's token and gives the answer as it came", async () => {
  const service = new TokenService();
  const headers = { "x-duration-seconds": "1.25" };
  await using cluster = testCluster(service.routes(() => new Response("aGVsbG8=\n", { headers })));
  for (let i = 0; i < 2; i++) {
    const { body, durationSeconds } = await cluster.calls.run("plants", INPUT, limit());
    assert.deepEqual([new TextDecoder().decode(body), durationSeconds], ["aGVsbG8=\n", 1.25]);
  }
  assert.deepEqual(runsOf(cluster), [
    "GET /system/services/plants",
    "POST /run/plants",
    "POST /run/plants",
  ]);
  const { body, type, authorization } = cluster.seen[1]!;
  assert.deepEqual([body, type], ["bW9v", "application/octet-stream"]);
  assert.equal(authorization, `Bearer ${service.token}`);
});

Deno.test("a token that was renewed is fetched once, and the call repeated", async () => {
  const service = new TokenService();
  await using cluster = testCluster(service.routes(() => new Response("ok")));
  await cluster.calls.run("plants", INPUT, limit());
  service.token = "2".repeat(64);
  await cluster.calls.run("plants", INPUT, limit());
  assert.deepEqual(runsOf(cluster).slice(2), [
    "POST /run/plants",
    "GET /system/services/plants",
    "POST /run/plants",
  ]);
});

Deno.test("a listed service is called with the token that the list has", async () => {
  const service = new TokenService();
  await using cluster = testCluster({
    ...service.routes(() => new Response("ok")),
    "GET /system/services": () => json([{ ...NEW_SERVICE, token: service.token }]),
  });
  cluster.calls.remember(await cluster.manager.services({ hasBackend: true }, limit()));
  await cluster.calls.run("plants", INPUT, limit());
  assert.deepEqual(runsOf(cluster), ["GET /system/services", "POST /run/plants"]);
});

Deno.test("a call is refused, or its service gone, in words and without endless trying", async () => {
  let isGone = false;
  const refuse = () => empty(401);
  await using cluster = testCluster({
    "GET /system/services/plants": () => isGone ? empty(404) : json(NEW_SERVICE),
    "POST /run/plants": refuse,
    "GET /system/services/tokenless": () => json({ ...NEW_SERVICE, token: "" }),
  });
  assert.equal(
    await reasonOf(cluster.calls.run("plants", INPUT, limit())),
    "service-token-refused",
  );
  assert.equal(cluster.seen.length, 3);
  isGone = true;
  assert.equal(await reasonOf(cluster.calls.run("plants", INPUT, limit())), "service-gone");
  assert.equal(
    await reasonOf(cluster.calls.run("tokenless", INPUT, limit())),
    "service-token-refused",
  );
  assert.equal(await reasonOf(cluster.calls.run("../system", INPUT, limit())), "service-gone");
});

Deno.test("a user of the issuer calls a service that shows no token", async () => {
  await using cluster = testCluster({
    "GET /system/services/plants": () => json({ ...NEW_SERVICE, token: "" }),
    "POST /run/plants": ({ authorization }) =>
      authorization === `Bearer ${VALID_JWT}` ? new Response("ok") : empty(401),
  }, { login: { kind: "oidc", token: () => Promise.resolve(VALID_JWT) } });
  const { body } = await cluster.calls.run("plants", INPUT, limit());
  assert.equal(new TextDecoder().decode(body), "ok");
});

Deno.test("what a cluster answers instead of a result has a reason each", async () => {
  const text = (status: number, body: string) => () => new Response(body, { status });
  const cases: readonly (readonly [Route, string])[] = [
    [text(500, "exit status 1\nlog\nValueError: no picture\n"), "service-failed"],
    [text(404, "404 page not found"), "cluster-without-synchronous-calls"],
    [() => empty(404), "service-gone"],
    [text(502, ""), "service-starting"],
    [text(503, "no healthy upstream"), "service-starting"],
    [
      text(502, "token is malformed: token contains an invalid number of segments"),
      "cluster-failed",
    ],
    [text(400, "invalid workload"), "cluster-refuses"],
    [text(403, "not yours"), "cluster-forbidden"],
    [text(408, "Killed process."), "service-too-slow"],
    [text(504, "<html><title>504</title></html>"), "service-too-slow"],
    [text(413, "<html><title>413</title></html>"), "service-input-too-large"],
    [text(200, "x".repeat(2000)), "cluster-answer-too-large"],
  ];
  for (const [route, reason] of cases) assert.equal(await answered(route), reason, reason);
});

Deno.test("of a service that failed its last line is shown, and all of it given", async () => {
  const output =
    "exit status 1\nTraceback (most recent call last):\nValueError: no picture at http://10.0.0.1:9000/x\n";
  const service = new TokenService();
  await using cluster = testCluster(service.routes(() => new Response(output, { status: 500 })));
  const error = await cluster.calls.run("plants", INPUT, limit()).then(
    () => assert.fail(),
    (caught) => caught,
  );
  assert.ok(error instanceof FrameboxError);
  assert.equal(error.message, "The service plants failed: ValueError: no picture at ….");
  assert.equal(error.cause, output);
});

Deno.test("a connection that ends without an answer was too slow for the cluster", async () => {
  const service = new TokenService();
  let isHeadSent = false;
  await using cluster = rawCluster((request) => {
    if (!request.startsWith("POST")) {
      return okay(JSON.stringify({ ...NEW_SERVICE, token: service.token }));
    }
    return isHeadSent ? "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart" : "";
  });
  assert.equal(await reasonOf(cluster.calls.run("plants", INPUT, limit())), "service-too-slow");
  isHeadSent = true;
  assert.equal(await reasonOf(cluster.calls.run("plants", INPUT, limit())), "service-too-slow");
});

Deno.test("a call that exceeds framebox's own limit was too slow; one that its caller ends was not", async () => {
  const stop = new AbortController();
  const arrived = Promise.withResolvers<void>();
  const held = Promise.withResolvers<Response>();
  const service = new TokenService();
  await using cluster = testCluster(service.routes(() => {
    arrived.resolve();
    return held.promise;
  }));
  const limits = { ...RUN_LIMITS, answerMs: 200 };
  assert.equal(
    await reasonOf(cluster.calls.run("plants", INPUT, limit(), limits)),
    "service-too-slow",
  );
  const call = cluster.calls.run("plants", INPUT, stop.signal);
  await arrived.promise;
  stop.abort(new Error("stopped"));
  await assert.rejects(call, { message: "stopped" });
  held.resolve(new Response("late"));
});

Deno.test("a service that is starting is tried again with growing pauses, up to the limit", async () => {
  let failures = 3;
  const pauses: number[] = [];
  const clock: ManualClock = new ManualClock(() => {
    const [due = 0] = clock.due;
    pauses.push(due);
    queueMicrotask(() => clock.advance(due));
  });
  const service = new TokenService();
  const routes = {
    ...service.routes(() => failures-- > 0 ? empty(502) : new Response("awake")),
    "GET /system/services/plants/deployment": () =>
      json({ state: "failed", reason: "ImagePullBackOff" }),
  };
  await using cluster = testCluster(routes, { clock });
  const { body } = await cluster.calls.run("plants", INPUT, limit());
  assert.equal(new TextDecoder().decode(body), "awake");
  assert.deepEqual(pauses, [500, 1000, 2000]);
  failures = Infinity;
  const limits = { ...RUN_LIMITS, startMs: 4000 };
  await assert.rejects(cluster.calls.run("plants", INPUT, limit(), limits), {
    message: /starting or broken \(ImagePullBackOff\)/,
    because: { code: "service-starting", details: { service: "plants", why: "ImagePullBackOff" } },
  });
  assert.equal(clock.pending, 0);
});

Deno.test("a job is started with a small input alone", async () => {
  const service = new TokenService();
  await using cluster = testCluster(service.routes(() => empty(201)));
  await cluster.calls.startJob("plants", INPUT, limit());
  assert.deepEqual(cluster.seen.at(-1)?.body, "bW9v");
  const large = new Uint8Array(MAX_JOB_BYTES);
  assert.equal(
    await reasonOf(cluster.calls.startJob("plants", large, limit())),
    "job-input-too-large",
  );
  await using old = testCluster({
    "GET /system/services/plants": () => json(NEW_SERVICE),
    "POST /job/plants": notFound,
  });
  assert.notEqual(await reasonOf(old.calls.startJob("plants", INPUT, limit())), "");
});

Deno.test("no error of a call holds a token, a password or a script", async () => {
  const service = new TokenService();
  const secrets = [service.token, "pass-of-oscar", "secret-of-script", NEW_SERVICE.token];
  for (const status of [400, 401, 403, 404, 408, 413, 500, 502, 504]) {
    const body = `refused: ${service.token} ${NEW_SERVICE.token}`;
    await using cluster = testCluster(service.routes(() => new Response(body, { status })));
    const limits = { ...RUN_LIMITS, startMs: 0 };
    const error = await cluster.calls.run("plants", INPUT, limit(), limits).then(() => "", String);
    assert.notEqual(error, "");
    for (const secret of secrets) assert.ok(!error.includes(secret), `${status}: ${error}`);
  }
});

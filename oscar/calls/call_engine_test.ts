import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { NEW_SERVICE } from "../service/test_services.ts";
import { testCluster } from "../manager/test_cluster.ts";
import { type KnownService, readService } from "../service/mod.ts";
import { HttpClient, Reach } from "../transport/mod.ts";
import { limit } from "../../tests/support/limit.ts";
import { CallEngine } from "./call_engine.ts";
import { ClusterMemory } from "./cluster_memory.ts";
import type { CallLimits, CallProgress } from "./service_call.ts";
import { objectOf } from "./test_service.ts";

function service(json: Record<string, unknown> = {}): KnownService {
  const known = readService({ ...NEW_SERVICE, ...json }, { hasBackend: true });
  if (known === undefined) throw new Error("no service");
  return known;
}

function engineOf(
  cluster: ReturnType<typeof testCluster>,
  limits: Partial<CallLimits> = {},
  memory: ClusterMemory = new ClusterMemory(),
) {
  const { manager, calls } = cluster;
  return new CallEngine({ manager, calls, http: new HttpClient(), limits, memory });
}

async function reasonOf(call: Promise<unknown>): Promise<string | undefined> {
  const caught = await call.then(() => undefined, (error) => error);
  assert.ok(caught instanceof FrameboxError, String(caught));
  return caught.because?.code;
}

Deno.test("a synchronous call uploads base64, and its answer is read and named", async () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3, 4]);
  let tries = 0;
  await using cluster = testCluster({
    "GET /system/services/plants": () => Response.json(NEW_SERVICE),
    "GET /system/services/plants/deployment": () =>
      Response.json({ state: "pending", reason: "ImagePullBackOff" }),
    "POST /run/plants": () =>
      tries++ === 0
        ? new Response(null, { status: 502 })
        : new Response(`${png.toBase64()}\n`, { headers: { "x-duration-seconds": "1.5" } }),
  });
  await using engine = engineOf(cluster);
  const seen: CallProgress[] = [];
  const text = "x".repeat(200_000);
  const input = { ...objectOf(text), name: "a photo.jpg" };
  const result = await engine.call(service(), input, {
    mode: "sync",
    signal: limit(),
    onProgress: (progress) => seen.push(progress),
  });
  assert.deepEqual(result.outputs.map(({ name, mediaType }) => [name, mediaType]), [
    ["a photo.png", "image/png"],
  ]);
  assert.equal(result.times.runMs, 1500);
  assert.equal(cluster.seen.at(-1)?.body, new TextEncoder().encode(text).toBase64());
  const stages = seen.map(({ stage }) => stage);
  const order = [...new Set(stages)];
  assert.deepEqual(order, ["queued", "uploading", "waiting", "fetching", "done"]);
  const uploads = seen.filter((one) => one.stage === "uploading");
  assert.ok(uploads.length > 3);
  assert.equal(uploads.at(-1)?.sentBytes, text.length);
  const waits = seen.filter((one) => one.stage === "waiting" && one.because);
  assert.deepEqual(waits, [{
    stage: "waiting",
    because: { code: "service-starting", details: { service: "plants", why: "ImagePullBackOff" } },
  }]);
});

Deno.test("inputs that are too large, calls that a service hasn't, and too many calls have their reasons", async () => {
  const held = Promise.withResolvers<string>();
  await using cluster = testCluster({
    "GET /system/services/plants": () => Response.json(NEW_SERVICE),
    "POST /run/plants": async () => new Response(await held.promise),
  });
  await using engine = engineOf(cluster, {
    maxSynchronousBytes: 10,
    maxAtOnce: 1,
    maxWaiting: 1,
  });
  const call = (text: string, known = service(), mode: "sync" | "async" = "sync") =>
    engine.call(known, { ...objectOf(text), name: "a" }, { mode, signal: limit() });
  assert.equal(await reasonOf(call("x".repeat(11))), "service-input-too-large");
  assert.equal(await reasonOf(call("x", service({ input: [] }), "async")), "call-impossible");
  const running = [call("x"), call("y")];
  assert.equal(await reasonOf(call("z")), "too-many-calls");
  held.resolve("fine\n");
  const [first, second] = await Promise.all(running);
  assert.deepEqual([first?.outputs.length, second?.outputs[0]?.name], [1, "a.txt"]);
});

Deno.test("calls that want to be alone wait for each other, of all logins, and others don't", async () => {
  let running = 0;
  let most = 0;
  const done: string[] = [];
  await using cluster = testCluster({
    "GET /system/services/plants": () => Response.json(NEW_SERVICE),
    "POST /run/plants": async ({ body }) => {
      most = Math.max(most, ++running);
      // Another one that was sent would come meanwhile.
      await fetch(new URL("health", cluster.base)).then((answer) => answer.body?.cancel());
      running--;
      done.push(atob(body));
      return new Response("fine\n");
    },
  });
  const memory = new ClusterMemory();
  await using one = engineOf(cluster, {}, memory);
  await using other = engineOf(cluster, {}, memory);
  const call = (engine: CallEngine, text: string) =>
    engine.call(service(), { ...objectOf(text), name: "a" }, {
      mode: "sync",
      isAlone: true,
      signal: limit(),
    });
  await Promise.all([call(one, "1"), call(other, "2"), call(one, "3")]);
  assert.deepEqual([most, done], [1, ["1", "2", "3"]]);
});

Deno.test("an engine that is closed cancels its calls", async () => {
  const asked = Promise.withResolvers<void>();
  const held = Promise.withResolvers<Response>();
  await using cluster = testCluster({
    "GET /system/services/plants": () => Response.json(NEW_SERVICE),
    "POST /run/plants": () => {
      asked.resolve();
      return held.promise;
    },
  });
  const engine = engineOf(cluster);
  const options = { mode: "sync" as const, signal: limit() };
  const call = engine.call(service(), { ...objectOf("x"), name: "a" }, options);
  const ended = assert.rejects(call, { name: "AbortError" });
  await asked.promise;
  await engine[Symbol.asyncDispose]();
  await ended;
  held.resolve(new Response(""));
});

Deno.test("inputs and answers of all logins are held within one bound, and the others wait", async () => {
  const [sent, both] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let running = 0;
  await using cluster = testCluster({
    "GET /system/services/plants": () => Response.json(NEW_SERVICE),
    "POST /run/plants": async () => {
      if (++running === 1) sent.resolve();
      else both.resolve();
      await both.promise;
      return new Response("x".repeat(1000));
    },
  });
  const memory = new ClusterMemory(5000);
  await using one = engineOf(cluster, {}, memory);
  await using other = engineOf(cluster, {}, memory);
  const call = (engine: CallEngine) =>
    engine.call(service(), { ...objectOf("x".repeat(1000)), name: "a" }, {
      mode: "sync",
      signal: limit(),
    });
  const calls = [call(one), call(other), call(one)];
  await sent.promise;
  await both.promise;
  assert.equal(memory.inputs.used, 2 * 2334);
  const results = await Promise.all(calls.slice(0, 2));
  assert.equal(memory.answers.used, 4000);
  for (const result of results) await result[Symbol.asyncDispose]();
  const last = await calls[2]!;
  assert.deepEqual([running, memory.inputs.used], [3, 0]);
  await last[Symbol.asyncDispose]();
  assert.equal(memory.answers.used, 0);
});

Deno.test("what a call that fails has held is free again", async () => {
  await using cluster = testCluster({
    "GET /system/services/plants": () => Response.json(NEW_SERVICE),
    "POST /run/plants": () => new Response("x".repeat(2000)),
  });
  const memory = new ClusterMemory(5000);
  const run = { answerMs: 60_000, startMs: 0, maxAnswerBytes: 1000 };
  await using engine = engineOf(cluster, { run }, memory);
  const input = { ...objectOf("x"), name: "a" };
  const failed = engine.call(service(), input, { mode: "sync", signal: limit() });
  assert.equal(await reasonOf(failed), "cluster-answer-too-large");
  assert.deepEqual([memory.inputs.used, memory.answers.used], [0, 0]);
});

Deno.test("storage that a service names itself is not called further inside than the cluster is", async () => {
  let asked = 0;
  await using inside = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, () => {
    asked++;
    return new Response();
  });
  const jobs = () => Response.json({ jobs: {} });
  await using cluster = testCluster({ "GET /system/logs/plants": jobs });
  const { manager, calls } = cluster;
  const http = new HttpClient();
  await using engine = new CallEngine({ manager, calls, http, reach: new Reach("93.184.216.34") });
  for (const verify of [true, false]) {
    const endpoint = `http://localhost:${inside.addr.port}`;
    const other = { endpoint, verify, access_key: "a", secret_key: "b", region: "" };
    const known = service({
      input: [{ storage_provider: "minio.other", path: "admin/in" }],
      output: [{ storage_provider: "minio.other", path: "admin/out" }],
      storage_providers: { minio: { other } },
    });
    const input = { ...objectOf("x"), name: "a" };
    const call = engine.call(known, input, { mode: "async", signal: limit() });
    await assert.rejects(call, { code: "PERMISSION_DENIED", message: /further inside/ });
  }
  assert.equal(asked, 0);
});

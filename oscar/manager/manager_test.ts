import assert from "node:assert/strict";
import { limit } from "../../tests/support/limit.ts";
import { NEW_SERVICE, OLD_SERVICE } from "../service/test_services.ts";
import { ADMIN, CONFIG, empty, json, testCluster, VALID_JWT } from "./test_cluster.ts";

const SURROUNDINGS = { hasBackend: true };
const NEW_JOBS = {
  jobs: {
    "plants-b": {
      status: "Running",
      creation_time: "2026-11-29T20:37:47Z",
      start_time: "2026-11-29T20:37:50Z",
    },
    "plants-c": { status: "Strange" },
  },
  remaining_jobs: 0,
};

Deno.test("a cluster with a path of its own answers health, configuration and versions", async () => {
  await using cluster = testCluster({
    "GET /health": () => new Response("Ok"),
    "GET /system/config": () => json(CONFIG),
    "GET /system/info": () => json({ version: "v4.1.2", kubernetes_version: "v1.34.4" }),
  }, { basePath: "/lab/oscar" });
  const { manager } = cluster;
  await manager.health(limit());
  const config = await manager.config(limit());
  assert.deepEqual([config.backend, config.storage?.accessKey], ["knative", "minio-key"]);
  assert.equal((await manager.info(limit())).version, "v4.1.2");
  assert.equal(manager.address, `${cluster.base.origin}/lab/oscar`);
  assert.deepEqual(
    cluster.seen.map(({ path, authorization }) => [path, authorization.split(" ")[0]]),
    [
      ["/health", ""],
      ["/system/config", "Basic"],
      ["/system/info", "Basic"],
    ],
  );
});

Deno.test("services are listed in the shapes of two generations, and as null", async () => {
  let list: unknown = [NEW_SERVICE];
  await using cluster = testCluster({ "GET /system/services": () => json(list) });
  const names = async () =>
    (await cluster.manager.services(SURROUNDINGS, limit())).map(({ service }) => service.name);
  assert.deepEqual(await names(), ["plants"]);
  list = [OLD_SERVICE, null];
  assert.deepEqual(await names(), ["plants"]);
  list = null;
  assert.deepEqual(await names(), []);
});

Deno.test("a service is fetched anew, or gone", async () => {
  await using cluster = testCluster({
    "GET /system/services/plants": () => json(NEW_SERVICE),
    "GET /system/services/secret": () => new Response("User not authorised", { status: 403 }),
    "GET /system/services/none": () => empty(404),
  });
  const { manager } = cluster;
  const { token } = await manager.service("plants", SURROUNDINGS, limit());
  assert.equal(token, NEW_SERVICE.token);
  for (const name of ["none", "..", "../config", "a/b", "", "x".repeat(300)]) {
    await assert.rejects(manager.service(name, SURROUNDINGS, limit()), { code: "NOT_FOUND" }, name);
  }
  await assert.rejects(manager.service("secret", SURROUNDINGS, limit()), {
    code: "PERMISSION_DENIED",
  });
  assert.equal(cluster.seen.length, 3, "no other call is reached by a name");
});

Deno.test("the state of containers and their log are there on new clusters alone", async () => {
  await using cluster = testCluster({
    "GET /system/services/plants/deployment": () => json({ state: "ready", active_instances: 1 }),
    "GET /system/services/plants/deployment/logs": () =>
      json({ available: true, entries: [{ timestamp: "t", message: "m" }, { message: "n" }] }),
  });
  const { manager } = cluster;
  assert.equal((await manager.deployment("plants", limit()))?.state, "ready");
  const log = await manager.deploymentLog("plants", 200, limit());
  assert.deepEqual([log?.isAvailable, log?.entries.map(({ message }) => message)], [true, [
    "m",
    "n",
  ]]);
  assert.equal(cluster.seen.at(-1)?.query, "?tailLines=200");
  assert.equal(await manager.deployment("old", limit()), undefined);
  assert.equal(await manager.deploymentLog("old", 5, limit()), undefined);
});

Deno.test("jobs are read in both shapes, page by page", async () => {
  const second = { jobs: { "plants-a": { status: "Succeeded", finish_time: "no time" } } };
  await using cluster = testCluster({
    "GET /system/logs/plants": ({ query }) =>
      json(query === "" ? { ...NEW_JOBS, next_page: "p 2" } : query === "?page=p+2" ? second : {}),
    "GET /system/logs/old": () => json(NEW_JOBS.jobs),
    "GET /system/logs/none": () => json({}),
    "GET /system/logs/null": () => json({ jobs: null }),
    "GET /system/logs/round": () => json({ ...NEW_JOBS, next_page: "again" }),
  });
  const { manager } = cluster;
  const jobs = await manager.allJobs("plants", limit());
  assert.deepEqual(jobs.map(({ name, state }) => [name, state]), [
    ["plants-b", "Running"],
    ["plants-c", "Unknown"],
    ["plants-a", "Succeeded"],
  ]);
  assert.deepEqual(jobs[0]?.startedAt, new Date("2026-11-29T20:37:50Z"));
  assert.deepEqual([jobs[0]?.finishedAt, jobs[2]?.finishedAt], [undefined, undefined]);
  assert.deepEqual((await manager.allJobs("old", limit())).map(({ name }) => name), [
    "plants-b",
    "plants-c",
  ]);
  assert.deepEqual(await manager.allJobs("none", limit()), []);
  assert.deepEqual(await manager.allJobs("null", limit()), []);
  assert.equal(
    (await manager.allJobs("round", limit())).length,
    2,
    "a page that names itself ends it",
  );
  await assert.rejects(manager.jobs("gone", undefined, limit()), { code: "NOT_FOUND" });
});

Deno.test("a job's log is its end; it is not there while the job isn't started", async () => {
  const long = `${"x".repeat(3_000_000)}\nthe end`;
  await using cluster = testCluster({
    "GET /system/logs/plants/running": () => new Response(long),
    "GET /system/logs/plants/pending": () => empty(404),
    "GET /system/logs/plants/unknown": () => empty(500),
    "GET /system/logs/plants/broken": () => new Response("etcd is away", { status: 500 }),
    "DELETE /system/logs/plants/running": () => empty(204),
  });
  const { manager } = cluster;
  const log = await manager.jobLog("plants", "running", limit());
  assert.ok(log?.endsWith("the end") && log.length === 1_000_000);
  for (const name of ["pending", "unknown", "..", "a/b"]) {
    assert.equal(await manager.jobLog("plants", name, limit()), undefined, name);
  }
  await assert.rejects(manager.jobLog("plants", "broken", limit()), { code: "UNAVAILABLE" });
  assert.equal(await manager.deleteJob("plants", "running", limit()), true);
  assert.equal(await manager.deleteJob("plants", "pending", limit()), false);
});

Deno.test("buckets and addresses without keys, as far as a cluster has them", async () => {
  const object = {
    object_name: "in/a b é.png",
    size_bytes: 7,
    last_modified: "2026-11-29T20:37:47Z",
  };
  const presigned = {
    object_key: "in/a.png",
    operation: "upload",
    method: "PUT",
    url: "https://minio.example.org/b/in/a.png?X-Amz-Signature=1",
    expires_at: "x",
    headers: { "Content-Type": "image/png" },
  };
  await using cluster = testCluster({
    "GET /system/buckets/plants": () =>
      json({ bucket_name: "plants", objects: [object], next_page: "n", is_truncated: true }),
    "GET /system/buckets/empty": () => json({ objects: null }),
    "GET /system/buckets/none": () =>
      new Response("error: NoSuchBucket at http://10.0.0.1:9000", { status: 500 }),
    "POST /system/buckets/plants/presign": () => json(presigned),
    "POST /system/buckets/none/presign": () => new Response("bucket not found", { status: 404 }),
    "POST /system/buckets/other/presign": () => new Response("no permission", { status: 403 }),
  });
  const { manager } = cluster;
  assert.deepEqual(await manager.bucket("plants", undefined, limit()), {
    objects: [{ key: "in/a b é.png", byteLength: 7, modifiedAt: new Date("2026-11-29T20:37:47Z") }],
    next: "n",
  });
  assert.deepEqual(await manager.bucket("empty", "n", limit()), { objects: [], next: undefined });
  const ask = (bucket: string) =>
    manager.presign(bucket, {
      key: "in/a b é.png",
      operation: "upload",
      expiresInSeconds: 60,
      contentType: "image/png",
    }, limit());
  const { method, headers } = await ask("plants");
  assert.deepEqual([method, headers], ["PUT", { "Content-Type": "image/png" }]);
  assert.deepEqual(JSON.parse(cluster.seen.at(-1)?.body ?? ""), {
    object_key: "in/a b é.png",
    operation: "upload",
    expires_in: 60,
    content_type: "image/png",
    extra_headers: {},
  });
  const reasons = await Promise.all([
    manager.bucket("none", undefined, limit()),
    ask("none"),
    ask("other"),
    ask("old"),
    manager.bucket("..", undefined, limit()),
  ].map((call) => call.then(() => "", (error) => error.because.code)));
  assert.deepEqual(reasons, [
    ...["bucket-gone", "bucket-gone", "cluster-forbidden", "cluster-call-missing", "bucket-gone"],
  ]);
});

Deno.test("an OIDC login is renewed once where it is refused", async () => {
  await using cluster = testCluster({ "GET /system/config": () => json(CONFIG) });
  const asked: boolean[] = [];
  const manager = cluster.client({
    kind: "oidc",
    token: (isRefused) => {
      asked.push(isRefused);
      return Promise.resolve(isRefused ? VALID_JWT : "expired");
    },
  });
  assert.equal((await manager.config(limit())).backend, "knative");
  assert.deepEqual(asked, [false, true]);
  const refused = cluster.client({ kind: "oidc", token: () => Promise.resolve("expired") });
  await assert.rejects(refused.config(limit()), { code: "UNAUTHENTICATED" });
  assert.equal(cluster.seen.length, 4, "no endless trying");
});

Deno.test("a signal ends a call with its own reason", async () => {
  const stop = new AbortController();
  await using cluster = testCluster({
    "GET /system/config": () => {
      stop.abort(new Error("stopped"));
      return json(CONFIG);
    },
  });
  await assert.rejects(cluster.manager.config(stop.signal), { message: "stopped" });
  await assert.rejects(cluster.client(ADMIN).config(AbortSignal.abort(new Error("before"))), {
    message: "before",
  });
});

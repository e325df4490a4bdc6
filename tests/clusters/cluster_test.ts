// The stand-in for a cluster answers as managers of its generation do, where a client can notice it.
import assert from "node:assert/strict";
import { connect } from "node:net";
import { within } from "../support/limit.ts";
import { OscarCluster } from "../support/oscar/cluster.ts";
import { ADMINISTRATOR, type ClusterOptions } from "../support/oscar/options.ts";
import { COWSAY, FAILING } from "../support/oscar/test_services.ts";

const BASIC = `Basic ${
  new TextEncoder().encode(`${ADMINISTRATOR.user}:${ADMINISTRATOR.password}`).toBase64()
}`;

/** A cluster, and calls of it. */
async function clusterWith(options: ClusterOptions) {
  const cluster = await OscarCluster.start(options);
  const call = async (route: string, init: RequestInit = {}) => {
    const [method = "", path = ""] = route.split(" ");
    const headers = { authorization: BASIC, ...init.headers };
    const answer = await fetch(`${cluster.address}${path}`, {
      redirect: "manual",
      ...init,
      method,
      headers,
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const short = async (route: string, init?: RequestInit) => {
    const { status, text } = await call(route, init);
    return [status, text];
  };
  const tokenOf = async (name: string): Promise<string> =>
    JSON.parse((await call(`GET /system/services/${name}`)).text).token;
  return {
    cluster,
    call,
    short,
    tokenOf,
    [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose](),
  };
}

const MISSING = [404, "404 page not found"];

for (const generation of ["3.0", "4.1"] as const) {
  const isNew = generation === "4.1";

  Deno.test(`logins, redirects and unknown names in ${generation}`, async () => {
    await using it = await clusterWith({ generation, services: [COWSAY], basePath: "/lab" });
    assert.deepEqual(await it.short("GET /health", { headers: { authorization: "" } }), [
      200,
      "Ok",
    ]);
    const refused = await it.call("GET /system/config", {
      headers: { authorization: "Basic eDp5" },
    });
    assert.deepEqual([refused.status, refused.text], [401, ""]);
    assert.match(refused.headers.get("www-authenticate") ?? "", /^Basic realm=/);

    const moved = await it.call("GET /system/config/");
    assert.deepEqual([moved.status, moved.headers.get("location")], [301, "/lab/system/config"]);
    const job = await it.call("POST /job/cowsay/", { body: "x" });
    assert.deepEqual([job.status, job.headers.get("location")], [307, "/lab/job/cowsay"]);
    assert.deepEqual(await it.short("OPTIONS /system/config"), MISSING);
    assert.deepEqual(await it.short("GET /else"), MISSING);

    assert.deepEqual(await it.short("GET /system/services/none"), [404, ""]);
    assert.deepEqual(await it.short("GET /system/logs/none"), isNew ? [404, ""] : [200, "{}"]);
    assert.deepEqual(await it.short("GET /system/logs/cowsay/none"), [500, ""]);
    assert.deepEqual(await it.short("DELETE /system/logs/cowsay/none"), [404, ""]);
    const deployment = await it.call("GET /system/services/cowsay/deployment");
    const state = isNew ? [200, "ready"] : [404, undefined];
    const json = isNew ? JSON.parse(deployment.text) : {};
    assert.deepEqual([deployment.status, json.state], state);
    assert.equal((await it.call("GET /system/services/cowsay/deployment/logs")).status, state[0]);

    const [service] = JSON.parse((await it.call("GET /system/services")).text);
    assert.equal(service.storage_providers.minio.default.access_key, isNew ? "hidden" : "framebox");
    assert.equal(service.namespace, isNew ? "oscar-svc" : undefined);
    assert.deepEqual(
      Object.keys(service.environment),
      isNew ? ["variables", "secrets"] : ["Variables"],
    );
    await it.cluster.remove("cowsay");
    assert.deepEqual(await it.short("GET /system/services"), [200, isNew ? "[]" : "null"]);
  });

  Deno.test(`what calls of services answer in ${generation}`, async () => {
    await using it = await clusterWith({ generation, services: [COWSAY, FAILING] });
    const bearer = (token: string, body: string, type = "image/x-own"): RequestInit => ({
      headers: { authorization: `Bearer ${token}`, "content-type": type },
      body,
    });
    const token = await it.tokenOf("cowsay");
    const right = await it.call("POST /run/cowsay", bearer(token, btoa("hi")));
    assert.deepEqual([right.status, right.headers.get("content-type")], [200, "image/x-own"]);
    assert.ok(Number(right.headers.get("x-duration-seconds")) > 0);
    // The supervisor itself fails on a number of JSON.
    const failed = await it.call("POST /run/cowsay", bearer(token, "1234"));
    assert.equal(failed.status, 500);
    assert.match(failed.text, /^exit status 1\nTraceback/);

    const other = "0".repeat(64);
    for (const kind of ["run", "job"]) {
      assert.deepEqual(await it.short(`POST /${kind}/cowsay`, bearer(other, "x")), [401, ""]);
      const none = await it.short(`POST /${kind}/none`, bearer(other, "x"));
      assert.deepEqual(none, isNew ? [401, ""] : [404, ""]);
    }
    const lower = { headers: { authorization: `bearer ${token}` }, body: "x" };
    assert.deepEqual(await it.short("POST /run/cowsay", lower), [401, ""]);
    const [status, text] = await it.short("POST /run/cowsay", bearer("a.b.c", "x"));
    assert.equal(status, isNew ? 502 : 401);
    assert.match(String(text), isNew ? /^token is malformed: / : /^$/);
    assert.deepEqual(await it.short("POST /job/cowsay", bearer(token, btoa("x"))), [201, ""]);
    const large = bearer(token, "A".repeat(2_100_000));
    const [refused, why] = await it.short("POST /job/cowsay", large);
    assert.deepEqual([refused, String(why) !== ""], [500, true]);

    it.cluster.setDeployment("cowsay", { state: "failed", reason: "CrashLoopBackOff" });
    assert.deepEqual(await it.short("POST /run/cowsay", bearer(token, "x")), [502, ""]);
  });

  Deno.test(`buckets and MinIO that is away in ${generation}`, async () => {
    await using it = await clusterWith({ generation, services: [FAILING] });
    const presign = (asked: unknown, bucket = "failing") =>
      it.call(`POST /system/buckets/${bucket}/presign`, { body: JSON.stringify(asked) });
    const upload = { object_key: "/in/a ", operation: "upload", expires_in: 60 };
    if (!isNew) {
      assert.deepEqual(await it.short("GET /system/buckets/failing"), MISSING);
      assert.equal((await presign(upload)).status, 404);
      return;
    }
    const page = JSON.parse((await it.call("GET /system/buckets/failing")).text);
    assert.deepEqual([page.returned_items, page.is_truncated], [2, false]);
    const [status, text] = await it.short("GET /system/buckets/none");
    assert.equal(status, 500);
    assert.match(String(text), /NoSuchBucket/);
    assert.equal((await it.call("GET /system/buckets/failing?page=x%20y")).status, 500);
    assert.deepEqual(JSON.parse((await presign(upload)).text).object_key, "in/a");
    assert.equal((await presign({ ...upload, operation: "delete" })).status, 400);
    assert.equal((await presign({ ...upload, expires_in: 604_801 })).status, 400);
    assert.equal((await presign(upload, "none")).status, 404);
    await it.cluster.minio.kill();
    assert.equal((await it.call("GET /system/buckets/failing")).status, 500);
    assert.equal((await presign(upload)).status, 500);
    assert.equal((await it.call("GET /system/services")).status, 200);
  });
}

Deno.test("an event that is too long for a variable fails with an empty log", async () => {
  const ended = Promise.withResolvers<string>();
  await using it = await clusterWith({
    generation: "4.1",
    services: [COWSAY],
    onJob: ({ state, name }) => state === "Failed" && ended.resolve(name),
  });
  const headers = { authorization: `Bearer ${await it.tokenOf("cowsay")}` };
  const job = await it.short("POST /job/cowsay", { headers, body: "A".repeat(140_000) });
  assert.deepEqual(job, [201, ""]);
  const name = await within(ended.promise);
  assert.deepEqual(await it.short(`GET /system/logs/cowsay/${name}`), [200, ""]);
});

Deno.test("a cluster without synchronous calls, and one whose limits are over", async () => {
  await using plain = await clusterWith({ generation: "4.1", services: [], hasBackend: false });
  assert.deepEqual(await plain.short("POST /run/cowsay", { body: "x" }), MISSING);
  assert.equal(
    JSON.parse((await plain.call("GET /system/config")).text).config.serverless_backend,
    undefined,
  );

  await using it = await clusterWith({ generation: "4.1", services: [COWSAY], readLimitMs: 50 });
  const { hostname, port } = new URL(it.cluster.address);
  const socket = connect(Number(port), hostname);
  socket.write("POST /run/cowsay HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc");
  const [first] = await within(socket.setEncoding("utf8").take(1).toArray(), "an answer");
  socket.destroy();
  assert.match(String(first), /^HTTP\/1.1 502 /);
});

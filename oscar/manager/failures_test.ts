import assert from "node:assert/strict";
import { FrameboxError } from "../../base/errors/mod.ts";
import { freePorts } from "../../tests/support/free_ports.ts";
import { limit } from "../../tests/support/limit.ts";
import { HttpClient, type HttpTrust } from "../transport/mod.ts";
import { ClusterCaller, Manager, parseAddress } from "./mod.ts";
import { ADMIN, CONFIG, empty, json, testCluster } from "./test_cluster.ts";

const testdata = new URL("../../web/testdata/", import.meta.url);
const [CA, CERT, KEY] = await Promise.all(
  ["ca_cert.pem", "localhost_cert.pem", "localhost_key.pem"].map((name) =>
    Deno.readTextFile(new URL(name, testdata))
  ),
);

/** What asking for the configuration at an address ends with: a reason and a sentence, or nothing. */
async function errorAt(
  address: string,
  trust?: HttpTrust,
): Promise<{ reason: string; sentence: string }> {
  const caller = new ClusterCaller(parseAddress(address), new HttpClient(trust), ADMIN);
  try {
    const manager = new Manager(caller);
    await manager.config(limit());
    return { reason: "", sentence: "" };
  } catch (caught) {
    assert.ok(caught instanceof FrameboxError, String(caught));
    return { reason: caught.because?.code ?? caught.code, sentence: caught.message };
  }
}

function tlsServer(handler: (request: Request) => Response): Deno.HttpServer<Deno.NetAddr> {
  const options = { hostname: "127.0.0.1", port: 0, cert: CERT!, key: KEY!, onListen() {} };
  return Deno.serve(options, handler);
}

Deno.test("five faults have five sentences, each with what helps, and none with the login", async () => {
  await using cluster = testCluster({ "GET /system/config": () => json(CONFIG) }, {
    basePath: "/lab",
  });
  const seen: string[] = [];
  const elsewhere = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    seen.push(request.headers.get("authorization") ?? "none");
    return json(CONFIG);
  });
  const redirect = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () =>
      new Response(null, {
        status: 302,
        headers: { location: `http://localhost:${elsewhere.addr.port}/system/config` },
      }),
  );
  const tls = tlsServer(() => json(CONFIG));
  const wrong = cluster.client({ kind: "basic", user: "oscar", password: "not-the-password" });
  const errors = [
    await wrong.config(limit()).then(() => assert.fail(), (error: FrameboxError) => ({
      reason: error.because?.code ?? "",
      sentence: error.message,
    })),
    await errorAt(`http://127.0.0.1:${freePorts(1)[0]}`),
    await errorAt(`https://localhost:${tls.addr.port}`),
    await errorAt(cluster.base.origin),
    await errorAt(`http://127.0.0.1:${redirect.addr.port}`),
  ];
  await Promise.all([elsewhere.shutdown(), redirect.shutdown(), tls.shutdown()]);
  assert.deepEqual(errors.map(({ reason }) => reason), [
    "cluster-login-refused",
    "cluster-away",
    "cluster-not-trusted",
    "cluster-path-wrong",
    "cluster-redirects",
  ]);
  assert.equal(new Set(errors.map(({ sentence }) => sentence)).size, 5);
  assert.match(errors[2]!.sentence, /OSCAR_CA.*OSCAR_INSECURE/);
  assert.match(errors[4]!.sentence, /redirects to http:\/\/localhost:\d+/);
  for (const { sentence } of errors) {
    assert.doesNotMatch(sentence, /-password|pass-of|Basic|oscar:/i);
  }
  assert.deepEqual(seen, [], "nothing was sent to the other host");
});

Deno.test("a certificate is trusted by its authority, or not checked where that is set", async () => {
  const tls = tlsServer(() => json(CONFIG));
  const address = `https://localhost:${tls.addr.port}`;
  assert.equal((await errorAt(address)).reason, "cluster-not-trusted");
  assert.equal((await errorAt(address, { caPem: CA! })).reason, "");
  assert.equal((await errorAt(address, { isInsecure: true })).reason, "");
  const otherName = `https://127.0.0.2:${tls.addr.port}`;
  await tls.shutdown();
  const all = Deno.serve(
    { hostname: "0.0.0.0", port: 0, cert: CERT!, key: KEY!, onListen() {} },
    () => json(CONFIG),
  );
  const named = otherName.replace(/\d+$/, String(all.addr.port));
  assert.equal(
    (await errorAt(named, { caPem: CA! })).reason,
    "cluster-not-trusted",
    "another host's",
  );
  await all.shutdown();
});

Deno.test("a scheme that is wrong, a page, or another program is no cluster", async () => {
  const page = "<!DOCTYPE html><title>Welcome</title>";
  const html = { "content-type": "text/html" };
  await using cluster = testCluster({
    "GET /system/config": () => new Response(page, { headers: html }),
  });
  assert.equal((await errorAt(cluster.base.href)).reason, "cluster-path-wrong");
  assert.equal(
    (await errorAt(cluster.base.href.replace("http:", "https:"))).reason,
    "cluster-path-wrong",
  );
  const tls = tlsServer(() => json(CONFIG));
  const plain = await errorAt(`http://localhost:${tls.addr.port}`);
  await tls.shutdown();
  assert.equal(plain.reason, "cluster-path-wrong");
  await using other = testCluster({ "GET /system/config": () => json({ status: "UP" }) });
  assert.equal((await errorAt(other.base.href)).reason, "cluster-path-wrong");
  await assert.rejects(other.manager.health(limit()), { code: "FAILED_PRECONDITION" });
});

Deno.test("a redirect on the same host is followed, a few times", async () => {
  const to = (location: string) => () => new Response(null, { status: 301, headers: { location } });
  await using cluster = testCluster({
    "GET /system/config": to("/system/config/"),
    "GET /system/config/": () => json(CONFIG),
    "GET /system/info": to("/system/info"),
  });
  assert.equal((await cluster.manager.config(limit())).backend, "knative");
  assert.ok(cluster.seen.every(({ authorization }) => authorization.startsWith("Basic ")));
  await assert.rejects(cluster.manager.info(limit()), { code: "FAILED_PRECONDITION" });
  assert.equal(cluster.seen.length, 6);
});

Deno.test("what stands in front of a cluster that is away is no cluster's failure", async () => {
  let status = 502;
  let text = "<html><head><title>502 Bad Gateway</title></head></html>";
  await using cluster = testCluster({ "GET /system/config": () => new Response(text, { status }) });
  const reason = async () => (await errorAt(cluster.base.href)).reason;
  assert.equal(await reason(), "cluster-away");
  status = 504;
  assert.equal(await reason(), "cluster-away");
  status = 500;
  assert.equal(await reason(), "cluster-failed");
  status = 400;
  text = "invalid workload: too much memory";
  assert.equal(await reason(), "cluster-refuses");
  status = 403;
  assert.equal(await reason(), "cluster-forbidden");
});

Deno.test("an error shows a line of what the cluster answers, without addresses, tokens and markup", async () => {
  const token = "0123456789abcdef".repeat(4);
  const bodies: readonly (readonly [string, string])[] = [
    ["quota exceeded: cpu", "quota exceeded: cpu"],
    ["\n\n  second line is first \nrest", "second line is first"],
    [
      "<html><head><title>503 Service <b>x</b></title></head><body>long</body></html>",
      "503 Service",
    ],
    ["<p>no title</p>", "status 500"],
    [
      `Post "http://10.43.0.5:9000/minio": dial tcp 10.43.0.5:9000: refused`,
      'Post "…": dial tcp …: refused',
    ],
    ["lookup minio-service.minio.svc.cluster.local: no such host", "lookup …: no such host"],
    ["dial minio-service:9000 failed", "dial … failed"],
    [`token ${token} is bad`, "token … is bad"],
    [`<script>alert(1)</script> ${"x".repeat(5)}`, "status 500"],
    ["a\u0000b\u202ec", "a b c"],
    ["word ".repeat(100), `${"word ".repeat(40).trim()} …`],
    ["", "status 500"],
  ];
  let body = "";
  await using cluster = testCluster({
    "GET /system/config": () => new Response(body, { status: 500 }),
  });
  for (const [given, shown] of bodies) {
    body = given;
    const { sentence } = await errorAt(cluster.base.href);
    assert.equal(sentence, `The cluster failed: ${shown.replace(/[.\s]+$/, "")}.`, given);
  }
});

Deno.test("an answer that is far too long is given up", async () => {
  await using cluster = testCluster({
    "GET /system/config": () => new Response("x".repeat(1_100_000)),
    "GET /system/info": () => empty(200),
  });
  assert.equal((await errorAt(cluster.base.href)).reason, "cluster-answer-too-large");
});

Deno.test("an address of a cluster has a host and perhaps a path, and no login", () => {
  const good: readonly (readonly [string, string])[] = [
    ["https://oscar.example.org", "https://oscar.example.org/"],
    [" http://localhost:8080/a/b// ", "http://localhost:8080/a/b/"],
  ];
  for (const [text, href] of good) assert.equal(parseAddress(text).href, href);
  const bad = [
    "",
    "oscar.example.org",
    "ftp://x",
    "https://u:p@x",
    "https://x/?a=1",
    "https://x/#a",
    "https://",
  ];
  for (const text of bad) {
    assert.throws(() => parseAddress(text), { code: "INVALID_ARGUMENT" }, text);
  }
});

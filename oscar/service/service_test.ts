import assert from "node:assert/strict";
import fc from "fast-check";
import { readConfig, readInfo, readService, readServices } from "./mod.ts";
import { NEW_SERVICE, OLD_SERVICE } from "./test_services.ts";

const BACKEND = { hasBackend: true };

/** Reads a service that is changed in some fields. */
function read(change: object, base: object = NEW_SERVICE, surroundings = BACKEND) {
  const known = readService({ ...base, ...change }, surroundings);
  assert.ok(known);
  return known.service;
}

Deno.test("services of two generations have one model", () => {
  const [known, old] = readServices([NEW_SERVICE, OLD_SERVICE], BACKEND);
  assert.ok(known && old);
  const { service } = known;
  assert.deepEqual([service.name, service.title, service.memory, service.cpu], [
    ...["plants", "Plants of the world", "512Mi", "0.5"],
  ]);
  assert.deepEqual(
    service.inputs.map(({ provider, bucket, folder }) => [provider, bucket, folder]),
    [
      ["minio.default", "plants", "in"],
    ],
  );
  assert.deepEqual(service.outputs[0]?.suffixes, ["json"]);
  assert.deepEqual([service.synchronous, service.asynchronous], [
    { isPossible: true },
    { isPossible: true, results: "objects", unmarkedBy: "one-at-a-time" },
  ]);
  assert.equal(service.kinds.input, "json");
  assert.equal(known.token, NEW_SERVICE.token);
  assert.equal(known.storage.size, 0, "hidden keys are none");
  assert.deepEqual(old.service.inputs, service.inputs);
  assert.deepEqual([old.service.outputs, old.service.title, old.service.logLevel], [
    [],
    "plants",
    "INFO",
  ]);
  assert.equal(old.service.kinds.input, "json", "Variables");
  assert.deepEqual([...old.storage], [["minio.default", {
    endpoint: "https://minio.example.org",
    verify: true,
    accessKey: "key",
    secretKey: "secret",
    region: "us-east-1",
  }]]);
});

Deno.test("nothing secret is in what users may see", () => {
  const text = JSON.stringify(
    readServices([NEW_SERVICE, OLD_SERVICE], BACKEND).map(({ service }) => service),
  );
  for (
    const secret of [
      NEW_SERVICE.token,
      OLD_SERVICE.token,
      "secret-of-script",
      '"key"',
      "minio.example.org",
    ]
  ) {
    assert.ok(!text.includes(secret), secret);
  }
});

Deno.test("how a service can be called, and why not", () => {
  const cases: readonly (readonly [object, boolean, string, string])[] = [
    [{}, true, "yes", "yes"],
    [{}, false, "no-backend", "yes"],
    [{ token: "" }, true, "no-token", "yes"],
    [{ input: [] }, true, "yes", "no-input"],
    [{ input: null, output: null }, true, "yes", "no-input"],
    [{ input: [{ storage_provider: "onedata.x", path: "a/b" }] }, true, "yes", "no-input"],
    [{ input: [{ storage_provider: "minio.other", path: "a/b" }] }, true, "yes", "yes"],
    [{ expose: { api_port: [5000] } }, true, "web-service", "web-service"],
    [{ expose: { api_port: 5000 } }, true, "web-service", "web-service"],
    [{ expose: { port: 5000 } }, true, "web-service", "web-service"],
    [{ expose: { api_port: null, port: null } }, true, "yes", "yes"],
    [{ expose: null }, true, "yes", "yes"],
  ];
  for (const [change, hasBackend, synchronous, asynchronous] of cases) {
    const service = read(change, NEW_SERVICE, { hasBackend });
    const found = [service.synchronous, service.asynchronous].map((way) =>
      way.isPossible ? "yes" : way.obstacle
    );
    assert.deepEqual(found, [synchronous, asynchronous], JSON.stringify(change));
  }
});

Deno.test("a user of an issuer needs no token of a service", () => {
  const known = readService({ ...NEW_SERVICE, token: "" }, {
    hasBackend: true,
    mayCallWithLogin: true,
  });
  assert.deepEqual(known?.service.synchronous, { isPossible: true });
});

Deno.test("how results of a job are found", () => {
  const minio = { storage_provider: "minio", path: "plants/out" };
  const onedata = { storage_provider: "onedata.space", path: "plants/out" };
  const cases: readonly (readonly [object, string, string])[] = [
    [{ output: [minio], log_level: "INFO" }, "objects", "log"],
    [{ output: [onedata, minio], log_level: "debug" }, "objects", "log"],
    [{ output: [{ ...minio, storage_provider: "s3.x" }], log_level: "" }, "objects", "log"],
    [{ output: [onedata], log_level: "CRITICAL" }, "elsewhere", "one-at-a-time"],
    [{ output: [], log_level: "WARNING" }, "log", "one-at-a-time"],
    [
      { output: [minio], log_level: "INFO", federation: { topology: "star" } },
      "objects",
      "one-at-a-time",
    ],
  ];
  for (const [change, results, unmarkedBy] of cases) {
    const expected = { isPossible: true, results, unmarkedBy };
    assert.deepEqual(read(change).asynchronous, expected, JSON.stringify(change));
  }
});

Deno.test("paths are a bucket and a folder, however they are written", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["bucket", "bucket", ""],
    ["/bucket/", "bucket", ""],
    [" bucket/a/b/ ", "bucket", "a/b"],
    ["bucket//in", "bucket", "in"],
  ];
  for (const [path, bucket, folder] of cases) {
    const { inputs } = read({ input: [{ storage_provider: "minio", path }] });
    assert.deepEqual(inputs.map((found) => [found.bucket, found.folder]), [[bucket, folder]], path);
  }
  const { inputs } = read({
    input: [{ storage_provider: "s3", path: "" }, 7, null, { path: "a" }],
  });
  assert.deepEqual(inputs.map(({ provider, bucket }) => [provider, bucket]), [[
    "minio.default",
    "a",
  ]]);
});

Deno.test("a job of a federated service may run elsewhere", () => {
  assert.equal(read({}).isFederated, false);
  assert.equal(read({ federation: { topology: "star" } }).isFederated, true);
  assert.equal(read({ replicas: [{ type: "oscar" }] }).isFederated, true);
  assert.equal(read({ federation: null, clusters: null, replicas: null }).isFederated, false);
});

Deno.test("the state of a service's containers is read; one that isn't known is unavailable", () => {
  const deployment = {
    state: "failed",
    reason: "CrashLoopBackOff",
    active_instances: 0,
    affected_instances: 1,
  };
  assert.deepEqual(read({ deployment }).deployment, {
    state: "failed",
    reason: "CrashLoopBackOff",
    activeInstances: 0,
    affectedInstances: 1,
  });
  assert.equal(read({ deployment: { state: "odd" } }).deployment?.state, "unavailable");
  assert.equal(read({}).deployment, undefined);
});

Deno.test("a setting decides over what is guessed", () => {
  const known = readService(NEW_SERVICE, {
    hasBackend: true,
    kindsOf: (name) => name === "plants" ? { input: "picture" } : undefined,
  });
  assert.equal(known?.service.kinds.input, "picture");
});

Deno.test("a list of services is read whatever it holds; one odd field hides no service", () => {
  assert.deepEqual(readServices(null, BACKEND), []);
  assert.deepEqual(readServices({}, BACKEND), []);
  assert.deepEqual(readServices([null, 3, {}, { name: "" }], BACKEND), []);
  const odd = {
    name: "odd",
    memory: 512,
    input: "x",
    output: [7],
    environment: [],
    labels: 1,
    log_level: null,
  };
  assert.equal(readServices([odd], BACKEND)[0]?.service.name, "odd");
  const names = Object.keys(NEW_SERVICE).filter((name) => name !== "name");
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, value) => {
      assert.ok(readService({ ...NEW_SERVICE, [name]: value }, BACKEND), name);
    }),
    { numRuns: 500 },
  );
});

Deno.test("the configuration is read of clusters before and after 3.0", () => {
  const minio_provider = {
    endpoint: "https://minio.example.org",
    verify: false,
    access_key: "a",
    secret_key: "s",
    region: "us-east-1",
  };
  const config = {
    name: "oscar",
    namespace: "oscar",
    gpu_available: true,
    serverless_backend: "knative",
  };
  const wrapped = readConfig({ config: { ...config, oidc_groups: null }, minio_provider });
  assert.deepEqual([wrapped?.name, wrapped?.hasGpu, wrapped?.backend, wrapped?.groups], [
    "oscar",
    true,
    "knative",
    [],
  ]);
  assert.deepEqual([wrapped?.storage?.accessKey, wrapped?.storage?.verify], ["a", false]);
  const flat = readConfig(config);
  assert.deepEqual([flat?.name, flat?.backend, flat?.storage], ["oscar", "knative", undefined]);
  assert.equal(readConfig({ config: {} })?.backend, undefined);
  for (const other of [null, [], "x", { status: "ok" }]) assert.equal(readConfig(other), undefined);
});

Deno.test("versions are read as far as they are given", () => {
  const info = {
    version: "devel",
    git_commit: "x",
    architecture: "amd64",
    kubernetes_version: "v1.34.4",
    serverless_backend: { name: "knative", version: "v1.18" },
  };
  assert.deepEqual(readInfo(info), {
    version: "devel",
    kubernetesVersion: "v1.34.4",
    architecture: "amd64",
    backend: "knative v1.18",
  });
  assert.equal(readInfo({})?.backend, "");
  assert.equal(readInfo("x"), undefined);
});

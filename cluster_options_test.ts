import assert from "node:assert/strict";
import { loadSettings } from "./base/settings/mod.ts";
import { clusterOptions } from "./cluster_options.ts";

const options = (given: Readonly<Record<string, string>>) =>
  clusterOptions(loadSettings([], (name) => given[name]).settings);

Deno.test("storage of the only cluster needs no name, and of several has its cluster's", async () => {
  const one = await options({
    OSCAR_ENDPOINT: "lab=https://lab.org",
    MINIO_ENDPOINT: "https://minio.org",
  });
  assert.deepEqual(one.clusters, [
    { name: "lab", address: "https://lab.org/", storageEndpoint: "https://minio.org/" },
  ]);
  const { clusters } = await options({
    OSCAR_ENDPOINT: "lab=https://lab.org,hall=https://hall.org",
    MINIO_ENDPOINT: "hall=https://minio.org",
  });
  assert.deepEqual(clusters.map(({ storageEndpoint }) => storageEndpoint), [
    undefined,
    "https://minio.org/",
  ]);
});

Deno.test("a cluster is not called as a processor is, and its certificates' file has to be one", async () => {
  for (const name of ["grey", "workers"]) {
    await assert.rejects(options({ OSCAR_ENDPOINT: `${name}=https://lab.org` }), {
      code: "INVALID_ARGUMENT",
      message: /the name of a processor/,
    });
  }
  const path = new URL("README.md", import.meta.url).pathname;
  await assert.rejects(options({ OSCAR_CA: path }), /OSCAR_CA names, holds no certificate/);
});

Deno.test("callers share a login only where the page asks for none", async () => {
  const cluster = { OSCAR_ENDPOINT: "https://lab.org" };
  assert.equal((await options(cluster)).hasLogins, false);
  assert.equal((await options({ ...cluster, OPEN: "true" })).hasLogins, true);
  assert.equal((await options({ ...cluster, HOST: "0.0.0.0" })).hasLogins, true);
  assert.equal((await options({ ...cluster, LOGIN_USERS: "/users.json" })).hasLogins, true);
});

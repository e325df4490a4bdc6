import assert from "node:assert/strict";
import type { ServiceRule } from "../../base/settings/mod.ts";
import { readService } from "../../oscar/service/mod.ts";
import { listed } from "./test_clusters.ts";
import { kindsByRule, offeredService } from "./offered_service.ts";

function offered(
  name: string,
  others: Readonly<Record<string, unknown>> = {},
  rules: readonly ServiceRule[] = [],
) {
  const place = { cluster: "lab", address: "https://lab.org/oscar", rules };
  const known = readService(listed(name, { environment: {}, ...others }), {
    hasBackend: others["hasBackend"] !== false,
    kindsOf: (service) => kindsByRule(place, service),
  });
  assert.ok(known);
  return offeredService(place, known);
}

const STORAGE = [{ storage_provider: "minio", path: "a/b" }];

Deno.test("a service is called synchronously where that is possible and its work is not long", () => {
  assert.equal(offered("gray").preferred, "sync");
  assert.equal(offered("gray", { hasBackend: false }).preferred, "async");
  assert.equal(offered("gray", { hasBackend: false, input: [] }).preferred, undefined);
  assert.equal(offered("mask-detector").preferred, "async");
  const pictures = { output: [{ ...STORAGE[0], suffix: ["png"] }] };
  assert.equal(offered("stable-diffusion", pictures).preferred, "async");
  assert.equal(offered("stable-diffusion", { ...pictures, input: [] }).preferred, "sync");
});

Deno.test("a rule decides what a service takes and how it is called, where that is possible", () => {
  const rules: ServiceRule[] = [
    { cluster: "lab", service: "x", input: "picture", mode: "async", labels: "a.b" },
    { cluster: "hall", service: "y", input: "picture" },
  ];
  const x = offered("x", { input: STORAGE }, rules);
  assert.deepEqual([x.input, x.output, x.preferred, x.isGuessed], [
    "picture",
    "labels",
    "async",
    false,
  ]);
  assert.equal(offered("x", { input: [] }, rules).preferred, "sync");
  const y = offered("y", {}, rules);
  assert.deepEqual([y.input, y.isGuessed, y.rule], ["file", true, undefined]);
});

Deno.test("a web service of its own has its address", () => {
  const web = offered("jupyter", { expose: { api_port: [8888] } });
  assert.equal(web.webPage, "https://lab.org/oscar/system/services/jupyter/exposed/");
  assert.equal(web.preferred, undefined);
  assert.equal(offered("gray").webPage, undefined);
});

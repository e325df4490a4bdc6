import assert from "node:assert/strict";
import "../base/test_page.ts";
import {
  deploymentWords,
  isFound,
  modesWords,
  obstacleWords,
  remarksOf,
  searchText,
  sizeWords,
} from "./service_words.ts";
import { serviceOf } from "./test_services.ts";

const plain = serviceOf("lab/plants");
const noSync = { possible: false, obstacle: "no-backend" } as const;
const noAsync = { ...plain.async, possible: false, obstacle: "no-input", results: null } as const;

Deno.test("how a service can be called, and why not in the other way", () => {
  assert.equal(modesWords(plain), "at once or as a job");
  assert.equal(modesWords({ ...plain, sync: noSync }), "as a job only");
  assert.equal(modesWords({ ...plain, async: noAsync }), "at once only");
  assert.equal(modesWords({ ...plain, sync: noSync, async: noAsync }), "can’t be called");
  assert.equal(obstacleWords(plain, "sync"), undefined);
  assert.equal(
    obstacleWords({ ...plain, sync: noSync }, "sync"),
    "Not at once: this cluster takes no synchronous calls",
  );
});

Deno.test("all that is to be known before a call is in sentences", () => {
  assert.deepEqual(remarksOf(plain), []);
  const async = { ...plain.async, one_at_a_time: true, results: "elsewhere" } as const;
  assert.deepEqual(remarksOf({ ...plain, sync: noSync, async }), [
    "Not at once: this cluster takes no synchronous calls.",
    "Its inputs wait for each other: its results do not tell which input they are of.",
    "Its results go to storage that can’t be read here.",
  ]);
  assert.deepEqual(remarksOf({ ...plain, sync: noSync, web_page: "https://x.example" }), []);
});

Deno.test("what a cluster does not tell is left out", () => {
  assert.deepEqual(sizeWords(plain), ["memory 2Gi", "1.0 CPU"]);
  assert.deepEqual(sizeWords({ ...plain, memory: "", cpu: "", gpu: true }), ["GPU"]);
  assert.equal(deploymentWords(plain), undefined);
  const deployment = { active_instances: 0, affected_instances: 1, reason: "ImagePullBackOff" };
  assert.equal(
    deploymentWords({ ...plain, deployment: { state: "failed", ...deployment } }),
    "does not start: ImagePullBackOff",
  );
});

Deno.test("a service is found by all words of its name, title or image", () => {
  const searched = searchText({ ...plain, title: "Plant Classification" });
  for (const query of ["", "PLANT", "class lab", "ghcr.io"]) {
    assert.ok(isFound(searched, query), query);
  }
  assert.ok(!isFound(searched, "plant yolo"));
});

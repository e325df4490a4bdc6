import assert from "node:assert/strict";
import "../base/test_page.ts";
import { splitOf } from "./latency_strip.ts";

Deno.test("a frame's time is split between browser and network, the line, the processor and the server", () => {
  const timings = { queued_ms: 10, processing_ms: 30, total_ms: 45, box_ms: 3 };
  assert.deepEqual(splitOf(timings, 100), { browser: 52, queue: 10, worker: 30, server: 8 });
});

Deno.test("no part is less than nothing, and what the server doesn't report counts as none", () => {
  const timings = { queued_ms: 10, processing_ms: 30, total_ms: 39 };
  assert.deepEqual(splitOf(timings, 20), { browser: 0, queue: 10, worker: 30, server: 0 });
});

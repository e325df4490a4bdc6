import assert from "node:assert/strict";
import { because } from "../../base/errors/mod.ts";
import { Progress } from "./progress.ts";
import type { CallProgress } from "./service_call.ts";
import { objectOf } from "./test_service.ts";

Deno.test("stages come once each and in their order, but for a new try with its reason", () => {
  const seen: CallProgress[] = [];
  const progress = new Progress((one) => seen.push(one));
  const since = new Date(0);
  progress.report({ stage: "queued" });
  progress.waits();
  progress.waits();
  progress.report({ stage: "running", since });
  progress.report({ stage: "running", since: new Date(0) });
  progress.waits();
  progress.report({ stage: "uploading", sentBytes: 1, totalBytes: 2 });
  const away = because("storage-away");
  progress.waits(away);
  progress.report({ stage: "done" });
  assert.deepEqual(seen, [
    { stage: "queued" },
    { stage: "waiting", because: undefined },
    { stage: "running", since },
    { stage: "waiting", because: away },
    { stage: "done" },
  ]);
});

Deno.test("an upload's progress is reported, and its end, each time that it is sent", async () => {
  const seen: CallProgress[] = [];
  let ends = 0;
  const progress = new Progress((one) => seen.push(one));
  const object = progress.uploading(objectOf("hello"), () => ends++);
  await Array.fromAsync(object.pieces());
  await Array.fromAsync(object.pieces());
  assert.equal(ends, 2);
  assert.deepEqual(seen.at(-1), { stage: "uploading", sentBytes: 5, totalBytes: 5 });
});

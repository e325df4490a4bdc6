import assert from "node:assert/strict";
import type { Outcome } from "../api/mod.ts";
import { brief, NEVER } from "../testing/test_support.ts";
import { Readers } from "./readers.ts";

function done(number: number, withoutPicture = false): Outcome {
  const timings = { queuedMs: 0, processingMs: 0, totalMs: 0 };
  const content = withoutPicture ? { withoutPicture } : {};
  return { kind: "done", seq: 1, number, content, timings, processedBy: "w", dropped: 0 };
}

function readers(events: string[] = []): Readers {
  return new Readers({ onRead: () => events.push("read"), onClosed: () => events.push("closed") });
}

Deno.test("the source waits for the slowest lossless reader, and for no viewer", () => {
  const all = readers();
  const [fast, slow] = [all.open("lossless"), all.open("lossless")];
  all.open("latest");
  for (const number of [0, 1, 2]) all.publish(done(number), true);
  void fast.next(NEVER);
  assert.deepEqual([all.maxUnread, slow.unread, fast.unread], [3, 3, 2]);
  slow.close();
  assert.equal(all.maxUnread, 2);
});

Deno.test("a run has viewers until the last one is closed, which counts once", () => {
  const events: string[] = [];
  const all = readers(events);
  const [one, two] = [all.open("latest"), all.open("latest")];
  all.open("lossless");
  one.close();
  one.close();
  assert.deepEqual([all.hasViewers, all.count], [true, 2]);
  two.close();
  assert.deepEqual([all.hasViewers, all.count], [false, 1]);
  assert.deepEqual(events, ["closed", "read", "closed", "read"]);
});

Deno.test("a viewer doesn't get what has no picture, and no reader gets what is no news", async () => {
  const all = readers();
  const [viewer, reader] = [all.open("latest"), all.open("lossless")];
  all.publish(done(0, true), true);
  all.publish(done(1), false);
  all.publish({ kind: "dropped", number: 2, dropped: 1 }, false);
  assert.deepEqual([viewer.unread, viewer.skipped], [0, 2], "a dropped frame is no result");
  assert.deepEqual([reader.unread, reader.skipped], [1, 1]);
  assert.equal(brief(await reader.next(NEVER)), "done 0");
});

Deno.test("once ended, what is unread is read and new readers are at their end", async () => {
  const all = readers();
  const reader = all.open("lossless");
  all.publish(done(0), true);
  all.end();
  assert.deepEqual([all.count, all.hasViewers], [0, false]);
  assert.equal(brief(await reader.next(NEVER)), "done 0");
  assert.equal(await reader.next(NEVER), undefined);
  assert.equal(await all.open("latest").next(NEVER), undefined);
  assert.equal(all.hasViewers, false);
});

import assert from "node:assert/strict";
import { Slots } from "./slots.ts";

const NEVER = new AbortController().signal;

Deno.test("as much is under way as may, the rest in turn; what is aborted leaves the line", async () => {
  const slots = new Slots(2);
  const begun: number[] = [];
  const ends = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const stop = new AbortController();
  const all = ends.map(({ promise }, i) =>
    slots.run(async () => {
      begun.push(i);
      await promise;
    }, i === 2 ? stop.signal : NEVER)
  );
  await null;
  assert.deepEqual(begun, [0, 1]);
  stop.abort(new Error("gone"));
  await assert.rejects(all[2] ?? Promise.resolve(), { message: "gone" });
  ends[1]?.reject(new Error("failed"));
  await assert.rejects(all[1] ?? Promise.resolve(), { message: "failed" });
  ends[3]?.resolve();
  await all[3];
  ends[4]?.resolve();
  await all[4];
  assert.deepEqual(begun, [0, 1, 3, 4]);
  await assert.rejects(slots.run(() => Promise.resolve(), stop.signal), { message: "gone" });
  ends[0]?.resolve();
  await Promise.allSettled(all);
});

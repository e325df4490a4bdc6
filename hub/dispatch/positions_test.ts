import assert from "node:assert/strict";
import type { Run } from "../api/mod.ts";
import { hubTest, NEVER, picture, settle, startRun, worker } from "../testing/test_support.ts";

/** The positions that a run publishes: `1: 2 ahead`. */
function places(run: Run): string[] {
  const published: string[] = [];
  run.subscribe((event) => {
    if (event.type === "waiting") published.push(`${event.number}: ${event.ahead} ahead`);
  });
  return published;
}

hubTest(
  "a run that waits learns how many go first, once for each change of that",
  async ({ hub, clock }) => {
    const [a, b] = [await startRun(hub), await startRun(hub)];
    const [publishedA, publishedB] = [places(a), places(b)];
    await a.push(picture());
    await a.push(picture());
    await b.push(picture());
    clock.advance(99);
    await settle();
    assert.deepEqual([publishedA, publishedB], [[], []], "changes are gathered for 100 ms");
    clock.advance(1);
    await settle();
    assert.deepEqual([publishedA, publishedB], [["0: 0 ahead"], ["0: 1 ahead"]]);
    await b.push(picture());
    clock.advance(100);
    await settle();
    assert.deepEqual(
      [publishedA, publishedB],
      [["0: 0 ahead"], ["0: 1 ahead"]],
      "their places are the same",
    );
    await worker(hub).take(NEVER);
    clock.advance(100);
    await settle();
    assert.deepEqual(publishedA, ["0: 0 ahead", "1: 1 ahead"]);
    assert.deepEqual(publishedB, ["0: 1 ahead", "0: 0 ahead"]);
  },
);

hubTest("a listener that comes later learns the place, too", async ({ hub, clock }) => {
  const run = await startRun(hub);
  await run.push(picture());
  clock.advance(100);
  const published = places(run);
  clock.advance(100);
  await settle();
  assert.deepEqual(published, ["0: 0 ahead"]);
  const other = places(run);
  clock.advance(100);
  await settle();
  assert.deepEqual(other, ["0: 0 ahead"]);
});

import assert from "node:assert/strict";
import type { Hub, Run } from "../mod.ts";
import { hubTest, NEVER, picture, settle, worker } from "../testing/test_support.ts";

/** The frames that wait, by run, of each session. */
type Layout = readonly (readonly number[])[];

interface Waiting {
  readonly run: Run;
  /** How many frames precede its first one, as it was published. */
  ahead: number | undefined;
}

/** Sessions with runs whose frames wait: one listener each. */
async function fill(hub: Hub, layout: Layout): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  for (const frames of layout) {
    const session = await hub.openSession();
    for (const count of frames) {
      const run = session.start({ kind: "image", policy: "lossless", processor: "workers" });
      const place: Waiting = { run, ahead: undefined };
      run.subscribe((event) => {
        if (event.type === "waiting" && event.number === 0) place.ahead = event.ahead;
      });
      for (let i = 0; i < count; i++) await run.push(picture());
      waiting.push(place);
    }
  }
  return waiting;
}

const LAYOUTS: readonly Layout[] = [
  [[3, 3], [1], [3, 3]],
  [[1], [1, 1], [1, 1, 1], [5]],
  [[2, 1, 4], [1, 1], [9], [1, 2, 1, 1]],
  [[1, 1, 1, 1, 1], [1], [2], [1, 1, 1]],
];

for (const layout of LAYOUTS) {
  hubTest(
    `a run publishes how many frames precede its first one, in each round: ${
      JSON.stringify(layout)
    }`,
    async ({ hub, clock }) => {
      const waiting = await fill(hub, layout);
      clock.advance(100);
      await settle();
      const peer = worker(hub, { maxLeases: { latest: 1, lossless: 100 } });
      const frames = layout.flat().reduce((sum, count) => sum + count, 0);
      const before = new Map<Run, number>();
      for (let taken = 0; taken < frames; taken++) {
        const { run, frame } = await peer.take(NEVER);
        if (frame.number === 0) before.set(run, taken);
      }
      const published = waiting.map(({ ahead }) => ahead);
      assert.deepEqual(published, waiting.map(({ run }) => before.get(run)));
    },
  );
}

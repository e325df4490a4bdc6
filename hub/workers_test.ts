import assert from "node:assert/strict";
import { content, hubTest, NEVER, picture, settle, startRun, worker } from "./test_support.ts";
import type { Hub } from "./types.ts";

function seen(hub: Hub): string[] {
  return hub.status.workers.map(({ name, framesDone, inHand, leaving }) =>
    `${name} ${framesDone} done ${inHand} in hand${leaving ? ", leaving" : ""}`
  );
}

hubTest(
  "a worker is seen from its connection on, with what it has done and holds",
  async ({ hub }) => {
    const run = await startRun(hub);
    await run.push(picture());
    await run.push(picture());
    const peer = worker(hub, { name: "detector" });
    assert.deepEqual(seen(hub), ["detector 0 done 0 in hand"]);
    const lease = await peer.take(NEVER);
    await peer.take(NEVER);
    await lease.complete(content());
    assert.deepEqual(seen(hub), ["detector 1 done 1 in hand"]);
  },
);

hubTest("built-ins are no workers", async ({ hub }) => {
  hub.connect({ processors: ["grey"], kind: "builtin", name: "grey", sticky: false });
  await settle();
  assert.deepEqual(seen(hub), []);
});

hubTest(
  "a worker that comes back within the grace time is the same one",
  async ({ hub, clock }) => {
    const events: string[] = [];
    hub.subscribe((event) => "name" in event && events.push(`${event.type} ${event.name}`));
    const run = await startRun(hub);
    const first = worker(hub, { name: "w", identity: "host/agent" });
    await run.push(picture());
    await (await first.take(NEVER)).complete(content());
    first.close();
    assert.deepEqual(seen(hub), ["w 1 done 0 in hand, leaving"]);
    clock.advance(1999);
    const second = worker(hub, { name: "w", identity: "host/agent" });
    assert.deepEqual(seen(hub), ["w 1 done 0 in hand"]);
    assert.equal(second.name, "w");
    second.close();
    clock.advance(2000);
    assert.deepEqual(seen(hub), []);
    await settle();
    assert.deepEqual(events, ["worker-came w", "worker-left w"]);
  },
);

hubTest(
  "connections at the same time are several workers with names of their own",
  async ({ hub, clock }) => {
    const peers = [0, 1, 2].map(() => worker(hub, { name: "w", identity: "host/agent" }));
    assert.deepEqual(peers.map(({ name }) => name), ["w", "w-2", "w-3"]);
    peers[1]?.close();
    clock.advance(2000);
    assert.equal(worker(hub, { name: "w" }).name, "w-2");
    await settle();
  },
);

hubTest("numbers of workers are told at most four times a second", async ({ hub, clock }) => {
  const run = await startRun(hub);
  const peer = worker(hub);
  let told = 0;
  hub.subscribe((event) => event.type === "workers" && told++);
  for (let i = 0; i < 100; i++) {
    await run.push(picture());
    await (await peer.take(NEVER)).complete(content());
  }
  await settle();
  assert.equal(told, 1);
  clock.advance(250);
  await settle();
  assert.equal(told, 2);
  clock.advance(10_000);
  await settle();
  assert.equal(told, 2, "nothing changed since");
});

import assert from "node:assert/strict";

import { FrameQueue, type QueueItem, type QueueRun, type Taker } from "./queue.ts";
import { isPending, NEVER } from "../testing/test_support.ts";

interface TestRun extends QueueRun {
  readonly name: string;
  processor: string;
}

type Queue = FrameQueue<TestRun, QueueItem>;

function run(name: string, sessionKey = name, processor = "workers"): TestRun {
  return { name, sessionKey, processor };
}

function taker(accepts: (run: TestRun) => boolean = () => true): Taker<TestRun> {
  return { processors: ["workers"], accepts };
}

function take(queue: Queue, by: Taker<TestRun> = taker(), signal = NEVER): Promise<string> {
  return queue.take(by, (run, { number }) => `${run.name}${number}`, signal);
}

async function takeAll(queue: Queue, count: number): Promise<string> {
  const got: string[] = [];
  for (let i = 0; i < count; i++) got.push(await take(queue));
  return got.join(" ");
}

function fill(queue: Queue, run: TestRun, count: number): void {
  for (let number = 0; number < count; number++) queue.push(run, { number });
}

Deno.test("sessions take turns: a long video delays no other run by more than one frame", async () => {
  const queue: Queue = new FrameQueue();
  fill(queue, run("v"), 4);
  fill(queue, run("a"), 2);
  assert.equal(await takeAll(queue, 3), "v0 a0 v1");
  fill(queue, run("b"), 1);
  assert.equal(await takeAll(queue, 4), "a1 v2 b0 v3");
});

Deno.test("the runs of a session share its turn", async () => {
  const queue: Queue = new FrameQueue();
  fill(queue, run("v", "mine"), 2);
  fill(queue, run("w", "mine"), 2);
  fill(queue, run("a"), 3);
  assert.equal(await takeAll(queue, 7), "v0 a0 w0 a1 v1 a2 w1");
});

Deno.test("a run that can't be served now keeps its turn", async () => {
  const queue: Queue = new FrameQueue();
  fill(queue, run("a"), 2);
  fill(queue, run("b"), 2);
  const notA = taker(({ name }) => name !== "a");
  assert.equal(await take(queue, notA), "b0");
  assert.equal(await take(queue, notA), "b1");
  assert.equal(await takeAll(queue, 2), "a0 a1");
});

Deno.test("frames that come back are the next of their run, the smallest number first", async () => {
  const queue: Queue = new FrameQueue();
  const a = run("a");
  fill(queue, a, 4);
  assert.equal(await takeAll(queue, 3), "a0 a1 a2");
  queue.putBack(a, [{ number: 2 }]);
  queue.putBack(a, [{ number: 1 }, { number: 0 }]);
  assert.equal(await takeAll(queue, 4), "a0 a1 a2 a3");
});

Deno.test("the first taker to wait is the first to get", async () => {
  const queue: Queue = new FrameQueue();
  const first = take(queue);
  const second = take(queue);
  const a = run("a");
  queue.push(a, { number: 0 });
  assert.equal(await first, "a0");
  assert.ok(await isPending(second));
  queue.push(a, { number: 1 });
  assert.equal(await second, "a1");
});

Deno.test("a taker gets what it accepts as soon as it is offered again", async () => {
  const queue: Queue = new FrameQueue();
  let open = false;
  const by = taker(() => open);
  const a = run("a");
  fill(queue, a, 1);
  const taking = take(queue, by);
  assert.ok(await isPending(taking));
  open = true;
  queue.offerTo(by);
  assert.equal(await taking, "a0");
});

Deno.test("a taker that stops waiting leaves the frame to the next", async () => {
  const queue: Queue = new FrameQueue();
  const abort = new AbortController();
  const gone = take(queue, taker(), abort.signal);
  const next = take(queue);
  abort.abort();
  await assert.rejects(gone, { name: "AbortError" });
  fill(queue, run("a"), 1);
  assert.equal(await next, "a0");
});

Deno.test("a refused taker gets the reason, the others still wait", async () => {
  const queue: Queue = new FrameQueue();
  const by = taker();
  const refused = take(queue, by);
  const other = take(queue);
  queue.refuse(new Error("closed"), by);
  await assert.rejects(refused, /closed/);
  fill(queue, run("a"), 1);
  assert.equal(await other, "a0");
});

Deno.test("a new frame that replaces those that wait keeps the turn", async () => {
  const queue: Queue = new FrameQueue();
  const camera = run("c");
  fill(queue, camera, 1);
  fill(queue, run("a"), 2);
  assert.deepEqual(queue.replace(camera, { number: 1 }), [{ number: 0 }]);
  assert.equal(await takeAll(queue, 3), "c1 a0 a1");
});

Deno.test("a run whose processor changes waits at the end of the other's turns", async () => {
  const queue: Queue = new FrameQueue();
  const moving = run("m", "m", "grey");
  fill(queue, moving, 1);
  fill(queue, run("a"), 1);
  assert.deepEqual(queue.counts, { grey: 1, workers: 1 });
  moving.processor = "workers";
  queue.move(moving);
  assert.deepEqual(queue.counts, { workers: 2 });
  assert.equal(await takeAll(queue, 2), "a0 m0");
  assert.deepEqual(queue.counts, {});
});

Deno.test("ahead counts what the others get before one's own turn", () => {
  const queue: Queue = new FrameQueue();
  fill(queue, run("v", "first"), 9);
  fill(queue, run("w", "first"), 9);
  fill(queue, run("a"), 1);
  fill(queue, run("b"), 9);
  const ahead = [...queue.positions()].map(([{ name }, { number }, count]) =>
    `${name}${number} ${count}`
  );
  assert.deepEqual(ahead.toSorted(), ["a0 1", "b0 2", "v0 0", "w0 3"]);
});

/**
 * Cameras at one rate, each with its own phase, on processors that take the same time for each frame.
 * Time is counted in ticks. Returns how many frames each camera had done.
 */
async function shares(cameras: number, periodTicks: number, workTicks: number): Promise<number[]> {
  const queue: Queue = new FrameQueue();
  const runs = Array.from({ length: cameras }, (_, i) => run(`c${i}`));
  const done = new Map(runs.map((run) => [run, 0]));
  const freeAt = [0, 0];
  const by = taker();
  for (let tick = 0; tick < 600 * periodTicks; tick++) {
    for (const [i, camera] of runs.entries()) {
      const phase = (i * 7) % periodTicks;
      if (tick % periodTicks === phase) queue.replace(camera, { number: tick });
    }
    for (const [i, free] of freeAt.entries()) {
      if (free > tick || queue.counts["workers"] === undefined) continue;
      const camera = await queue.take(by, (run) => run, NEVER);
      freeAt[i] = tick + workTicks;
      done.set(camera, (done.get(camera) ?? 0) + 1);
    }
  }
  return [...done.values()];
}

Deno.test("cameras of one rate get the same, whatever their phases and however much there is to give", async () => {
  const [cameras, periodTicks] = [8, 33];
  // From a third of what they send to all of it.
  for (let workTicks = 8; workTicks <= 24; workTicks++) {
    const rates = await shares(cameras, periodTicks, workTicks);
    const [min, max] = [Math.min(...rates), Math.max(...rates)];
    assert.ok(min / max >= 0.95, `${workTicks} ticks a frame: ${rates.join(" ")}`);
  }
});

Deno.test("cameras of one session get the same, too", async () => {
  const queue: Queue = new FrameQueue();
  const [a, b] = [run("a", "mine"), run("b", "mine")];
  queue.replace(a, { number: 0 });
  queue.replace(b, { number: 0 });
  assert.equal(await takeAll(queue, 2), "a0 b0");
  queue.replace(b, { number: 1 });
  queue.replace(a, { number: 1 });
  assert.equal(await takeAll(queue, 2), "a1 b1");
});

Deno.test("upcoming lists what a taker would get, in its order, and gives nothing out", async () => {
  const queue: Queue = new FrameQueue();
  fill(queue, run("v", "mine"), 3);
  fill(queue, run("w", "mine"), 1);
  fill(queue, run("a"), 2);
  fill(queue, run("b"), 1);
  const names = new Map([...queue.positions()].map(([run, item]) => [item, run.name]));
  const by = taker(({ name }) => name !== "b");
  const upcoming = [...queue.upcoming(by)];
  assert.equal(names.get(upcoming[0] ?? { number: -1 }), "v");
  const numbers = upcoming.map(({ number }) => number).join(" ");
  const got: string[] = [];
  for (let i = 0; i < upcoming.length; i++) got.push(await take(queue, by));
  assert.equal(got.join(" "), "v0 a0 w0 a1 v1 v2");
  assert.equal(numbers, "0 0 0 1 1 2");
  assert.deepEqual(queue.counts, { workers: 1 });
});

Deno.test("what waits is counted by processor, whatever way it comes and goes", async () => {
  const queue: Queue = new FrameQueue();
  const [a, b] = [run("a"), run("b", "b", "grey")];
  const counts = () => [queue.counts.workers ?? 0, queue.counts.grey ?? 0];
  fill(queue, a, 5);
  fill(queue, b, 2);
  assert.deepEqual(counts(), [5, 2]);
  assert.deepEqual(
    queue.takeMatching(a, ({ number }) => number % 2 === 1).map((item) => item.number),
    [
      1,
      3,
    ],
  );
  assert.deepEqual([counts(), queue.waiting(a).map(({ number }) => number)], [[3, 2], [0, 2, 4]]);
  assert.equal(await take(queue), "a0");
  assert.deepEqual(counts(), [2, 2]);
  queue.putBack(a, [{ number: 1 }, { number: 0 }]);
  assert.deepEqual([counts(), queue.waiting(a).map(({ number }) => number)], [[4, 2], [
    0,
    1,
    2,
    4,
  ]]);
  const [first] = queue.waiting(a);
  assert.ok(first && queue.remove(a, first));
  assert.ok(!queue.remove(a, first));
  assert.deepEqual(counts(), [3, 2]);
  assert.equal(queue.replace(a, { number: 9 }).length, 3);
  assert.deepEqual(counts(), [1, 2]);
  b.processor = "workers";
  queue.move(b);
  assert.deepEqual(counts(), [3, 0]);
  assert.equal(queue.clear(b).length, 2);
  assert.deepEqual([counts(), queue.clear(b)], [[1, 0], []]);
  assert.equal(queue.takeMatching(a, () => true).length, 1);
  assert.deepEqual([counts(), [...queue.positions()]], [[0, 0], []]);
});

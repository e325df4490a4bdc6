import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { FrameboxError } from "../../base/errors/mod.ts";
import { char, scalar, struct, writeElement } from "../../mat/mod.ts";
import { RunHistory } from "./history.ts";
import type { PublishedOutcome } from "./outcome.ts";
import { HistoryMemory } from "./history_memory.ts";
import { hubTest, NEVER, picture, startRun, variable, worker } from "../testing/test_support.ts";
import type { DataVariable, ResultContent } from "../api/mod.ts";

const ROOM = 2 ** 20;
const NOTHING = { values: {}, labels: [], text: undefined };

function history(maxCount: number, memory = new HistoryMemory(ROOM)): RunHistory {
  return new RunHistory(memory, maxCount, ({ variables = [], labels = [], text }) => {
    const sizes = variables.map(({ name, element }) => [name, element.byteLength]);
    return { values: Object.fromEntries(sizes), labels, text };
  });
}

function done(seq: number, content: ResultContent = {}): PublishedOutcome {
  const timings = { queuedMs: 1, processingMs: 2, totalMs: 3 };
  return { kind: "done", seq, number: seq - 1, content, timings, processedBy: "w", dropped: 0 };
}

const seqs = (kept: RunHistory, after = 0, limit = 100) =>
  kept.after(after, limit).map(({ seq }) => seq);

Deno.test("what is kept of a variable is no view on the message that it came in", () => {
  const message = Buffer.from(new Uint8Array(4096).fill(7));
  const element = message.subarray(1000, 1016);
  let kept: Uint8Array | undefined;
  const history = new RunHistory(new HistoryMemory(ROOM), 10, ({ variables = [] }) => {
    kept = variables[0]?.element;
    return NOTHING;
  });
  history.add(done(1, { variables: [{ ...variable("mean"), element }] }));
  history.after(0, 1);
  assert.deepEqual([...kept ?? []], [...element]);
  assert.equal(kept?.buffer.byteLength, 16);
});

hubTest(
  "each outcome gets the next number, and its words and numbers are kept",
  async ({ hub }) => {
    const run = await startRun(hub);
    const peer = worker(hub);
    const reader = run.results();
    await run.push(picture());
    await run.push(picture());
    await (await peer.take(NEVER)).complete({
      payload: picture(7),
      text: "a cat",
      labels: [{ label: "cat", probability: 0.9 }],
      variables: [variable("data_00000", 4), variable("mean", 12)],
    });
    (await peer.take(NEVER)).fail(new FrameboxError("INTERNAL", "It broke."), { again: false });
    const first = await reader.next(NEVER);
    assert.equal(first?.kind === "done" && first.seq, 1);
    const second = await reader.next(NEVER);
    assert.equal(second?.kind === "failed" && second.seq, 2);
    assert.deepEqual([run.history.first, run.history.last], [1, 2]);
    const [kept, failed] = run.history.after(0, 10);
    assert.deepEqual(kept, {
      seq: 1,
      number: 0,
      kind: "done",
      processedBy: "worker",
      timings: { queuedMs: 0, processingMs: 0, totalMs: 0 },
      labels: [{ label: "cat", probability: 0.9 }],
      text: "a cat",
      variables: [
        { name: "data_00000", class: "double", dims: [1, 1] },
        { name: "mean", class: "double", dims: [1, 1] },
      ],
      values: { data: 4, mean: 12 },
      width: 7,
      height: 1,
    });
    assert.equal(failed?.error?.message, "It broke.");
    assert.deepEqual(run.history.after(1, 10), [failed]);
    assert.deepEqual(run.history.after(0, 1), [kept]);
  },
);

hubTest(
  "a reset starts the numbers again and forgets, also when the run is over",
  async ({ hub }) => {
    const run = await startRun(hub);
    const peer = worker(hub);
    for (let i = 0; i < 2; i++) {
      const { outcome } = await run.push(picture());
      await (await peer.take(NEVER)).complete({ text: "x" });
      await outcome;
    }
    assert.equal(run.history.last, 2);
    await run.reset();
    assert.deepEqual([run.history.first, run.history.last], [1, 0]);
    const { outcome } = await run.push(picture());
    await (await peer.take(NEVER)).complete({ text: "again" });
    await outcome;
    assert.deepEqual(run.history.after(0, 10).map(({ seq, text }) => [seq, text]), [[1, "again"]]);
    run.cancel("enough");
    assert.equal(run.history.last, 1);
    await run.reset();
    assert.deepEqual([run.history.last, run.history.after(0, 10)], [0, []]);
  },
);

Deno.test("only the newest are kept; the numbers continue", () => {
  const kept = history(3);
  for (let seq = 1; seq <= 5; seq++) kept.add(done(seq));
  assert.deepEqual([kept.first, kept.last, seqs(kept)], [3, 5, [3, 4, 5]]);
  assert.deepEqual(seqs(kept, 3), [4, 5]);
  assert.deepEqual(seqs(kept, 5), []);
  assert.deepEqual(seqs(kept, 77), []);
});

Deno.test("long texts and lists are cut, and large variables leave their names only", () => {
  const kept = history(3);
  const large: DataVariable = { ...variable("map"), element: new Uint8Array(5000) };
  kept.add(done(1, {
    text: "x".repeat(10_000),
    labels: Array.from({ length: 100 }, () => ({ label: "y".repeat(1000) })),
    variables: [variable("small"), large],
  }));
  const [entry] = kept.after(0, 1);
  assert.deepEqual([entry?.text?.length, entry?.labels.length, entry?.labels[0]?.label.length], [
    2000,
    32,
    200,
  ]);
  assert.deepEqual(entry?.variables.map(({ name }) => name), ["small", "map"]);
  assert.deepEqual(Object.keys(entry?.values ?? {}), ["small"]);
  assert.ok(kept.bytes < 30_000);
});

Deno.test("an entry keeps nothing of the message that its variables came in", () => {
  const message = new Uint8Array(1_000_000);
  const { element } = variable("small");
  message.set(element, 500);
  const view = message.subarray(500, 500 + element.byteLength);
  let seen: Uint8Array | undefined;
  const kept = new RunHistory(new HistoryMemory(ROOM), 3, ({ variables = [] }) => {
    seen = variables[0]?.element;
    return NOTHING;
  });
  kept.add(done(1, { variables: [{ ...variable("small"), element: view }] }));
  kept.after(0, 1);
  assert.deepEqual(seen, element);
  assert.equal(seen?.buffer.byteLength, element.byteLength);
});

Deno.test("at the bound of all runs the quietest run forgets first", () => {
  const memory = new HistoryMemory(5000);
  const [quiet, busy] = [history(100, memory), history(100, memory)];
  quiet.add(done(1));
  quiet.add(done(2));
  for (let seq = 1; seq <= 11; seq++) busy.add(done(seq));
  assert.deepEqual([seqs(quiet), busy.first], [[2], 1]);
  for (let seq = 12; seq <= 20; seq++) busy.add(done(seq));
  assert.deepEqual([seqs(quiet), quiet.last, busy.last], [[], 2, 20]);
  assert.equal(memory.bytes, busy.bytes);
  assert.ok(memory.bytes <= 5000);
  busy.clear();
  assert.equal(memory.bytes, 0);
});

hubTest(
  "text in a worker's variables is kept, too, and structured content of a processor",
  async ({ hub }) => {
    const run = await startRun(hub);
    const peer = worker(hub);
    await run.push(picture());
    await run.push(picture());
    const fields = struct({ label: char("cat"), score: scalar(0.5), text: char("it sleeps") });
    const element = writeElement("data_00000", fields);
    const variables = [{ name: "data_00000", class: "struct", dims: [1, 1], element }];
    await (await peer.take(NEVER)).complete({ variables });
    await (await peer.take(NEVER)).complete({ text: "outright", data: { count: 3 }, variables });
    const [first, second] = run.history.after(0, 10);
    assert.deepEqual(first?.labels, [{ label: "cat", probability: 0.5 }]);
    assert.equal(first?.text, "it sleeps");
    assert.deepEqual(first?.values, { score: 0.5 });
    assert.deepEqual([second?.labels, second?.text, second?.values], [[], "outright", {
      count: 3,
    }]);
  },
);

Deno.test("a history that is cleared again and again gives back what it took, each time", () => {
  const memory = new HistoryMemory(ROOM);
  const kept = history(10, memory);
  for (let i = 0; i < 2; i++) {
    kept.add(done(1, { text: "a" }));
    assert.ok(memory.bytes > 0);
    kept.clear();
    assert.equal(memory.bytes, 0);
  }
});

import assert from "node:assert/strict";
import type { Lease, Run } from "../hub/mod.ts";
import { TooLargeWatch } from "./too_large.ts";

const LARGE = 6_220_800;
const TAKEN = { complete: true, resetCode: 0 };
const REFUSED = { complete: false, resetCode: 11 };
const RESET = { complete: false, resetCode: 8 };

/** Frames of one run, and what people were told of it. */
function frames() {
  const notices: string[] = [];
  const run = { notice: (code: string) => notices.push(code) } as unknown as Run;
  const closing = new AbortController();
  const peer = { host: "h", localPort: 8061, closed: closing.signal };
  let number = 0;
  const lease = () => {
    const over = new AbortController();
    return { run, frame: { number: number++ }, over: over.signal, end: () => over.abort() } as
      & Lease
      & { end(): void };
  };
  return { notices, run, peer, lease, close: () => closing.abort() };
}

Deno.test("a refusal by gRPC's C core is told the first time", () => {
  const { notices, peer, lease } = frames();
  const refusal = new TooLargeWatch().sent("a", peer, lease(), LARGE, REFUSED);
  assert.match(refusal ?? "", /^This picture is 6\.2 MB as \.mat; the worker accepts 4 MB/);
  assert.deepEqual(notices, ["frame-too-large"]);
});

Deno.test("another reset is told the second time in a row, by worker", () => {
  const { notices, peer, lease } = frames();
  const watch = new TooLargeWatch();
  assert.equal(watch.sent("a", peer, lease(), LARGE, RESET), undefined);
  assert.equal(watch.sent("b", peer, lease(), LARGE, RESET), undefined);
  assert.deepEqual(notices, []);
  assert.ok(watch.sent("a", peer, lease(), LARGE, RESET));
  assert.deepEqual(notices, ["frame-too-large"]);
});

Deno.test("a worker that asks twice without a result for a large frame is told of", () => {
  const { notices, peer, lease } = frames();
  const watch = new TooLargeWatch();
  watch.sent("a", peer, lease(), LARGE, TAKEN);
  assert.equal(watch.asked("a", peer), undefined);
  const second = lease();
  watch.sent("a", peer, second, LARGE, TAKEN);
  const refused = watch.asked("a", peer);
  assert.equal(refused?.lease, second);
  assert.deepEqual(notices, ["frame-too-large"]);
});

Deno.test("a worker that has answered a large frame is not suspected any more", () => {
  const { notices, peer, lease, run } = frames();
  const watch = new TooLargeWatch();
  watch.sent("a", peer, lease(), LARGE, RESET);
  assert.equal(watch.mayRefuse("a", LARGE), true);
  const answered = lease();
  watch.sent("a", peer, answered, LARGE, TAKEN);
  watch.answered("a", { accepted: true, run, number: answered.frame.number });
  assert.equal(watch.mayRefuse("a", LARGE), false);
  watch.sent("a", peer, lease(), LARGE, RESET);
  watch.sent("a", peer, lease(), LARGE, REFUSED);
  assert.deepEqual(notices, []);
});

Deno.test("small frames, other connections, answered frames and workers that ended say nothing", () => {
  const { notices, peer, lease, close } = frames();
  const watch = new TooLargeWatch();
  assert.equal(watch.mayRefuse("a", 4_000_000), false);
  watch.sent("a", peer, lease(), 4_000_000, REFUSED);
  const elsewhere = { host: "h", localPort: 8061, closed: new AbortController().signal };
  for (let i = 0; i < 3; i++) {
    watch.sent("a", peer, lease(), LARGE, TAKEN);
    watch.asked("a", elsewhere);
    const settled = lease();
    watch.sent("b", peer, settled, LARGE, TAKEN);
    settled.end();
    watch.asked("b", peer);
  }
  close();
  watch.sent("c", peer, lease(), LARGE, RESET);
  watch.sent("c", peer, lease(), LARGE, RESET);
  assert.deepEqual(notices, []);
});

import assert from "node:assert/strict";
import type { Lease, Run } from "../hub/mod.ts";
import { RefusedFrames } from "./refused_frames.ts";

const LARGE = 6_220_800;
const TAKEN = { complete: true, resetCode: 0 };
const REFUSED = { complete: false, resetCode: 11 };
const RESET = { complete: false, resetCode: 8 };

/** Frames of one run, and its notices. */
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

Deno.test("a refusal by gRPC's C core is reported the first time", () => {
  const { notices, peer, lease } = frames();
  const refusal = new RefusedFrames().onCallEnd("a", peer, lease(), LARGE, REFUSED);
  assert.match(
    refusal?.message ?? "",
    /^This picture is 6\.2 MB as \.mat; the worker accepts 4 MB/,
  );
  assert.equal(refusal?.because?.code, "frame-too-large");
  assert.deepEqual(notices, ["frame-too-large"]);
});

Deno.test("another reset is reported the second time in a row, by worker", () => {
  const { notices, peer, lease } = frames();
  const watch = new RefusedFrames();
  assert.equal(watch.onCallEnd("a", peer, lease(), LARGE, RESET), undefined);
  assert.equal(watch.onCallEnd("b", peer, lease(), LARGE, RESET), undefined);
  assert.deepEqual(notices, []);
  assert.ok(watch.onCallEnd("a", peer, lease(), LARGE, RESET));
  assert.deepEqual(notices, ["frame-too-large"]);
});

Deno.test("a worker that calls submit twice without a result for a large frame is reported", () => {
  const { notices, peer, lease } = frames();
  const watch = new RefusedFrames();
  watch.onCallEnd("a", peer, lease(), LARGE, TAKEN);
  assert.equal(watch.onSubmit("a", peer), undefined);
  const second = lease();
  watch.onCallEnd("a", peer, second, LARGE, TAKEN);
  const refused = watch.onSubmit("a", peer);
  assert.equal(refused?.lease, second);
  assert.deepEqual(notices, ["frame-too-large"]);
});

Deno.test("a worker that has answered a large frame is not suspected any more", () => {
  const { notices, peer, lease, run } = frames();
  const watch = new RefusedFrames();
  watch.onCallEnd("a", peer, lease(), LARGE, RESET);
  assert.equal(watch.mayRefuse("a", LARGE), true);
  const answered = lease();
  watch.onCallEnd("a", peer, answered, LARGE, TAKEN);
  watch.onResult("a", { accepted: true, run, number: answered.frame.number });
  assert.equal(watch.mayRefuse("a", LARGE), false);
  watch.onCallEnd("a", peer, lease(), LARGE, RESET);
  watch.onCallEnd("a", peer, lease(), LARGE, REFUSED);
  assert.deepEqual(notices, []);
});

Deno.test("small frames, other connections, answered frames and workers that ended are no evidence", () => {
  const { notices, peer, lease, close } = frames();
  const watch = new RefusedFrames();
  assert.equal(watch.mayRefuse("a", 4_000_000), false);
  watch.onCallEnd("a", peer, lease(), 4_000_000, REFUSED);
  const elsewhere = { host: "h", localPort: 8061, closed: new AbortController().signal };
  for (let i = 0; i < 3; i++) {
    watch.onCallEnd("a", peer, lease(), LARGE, TAKEN);
    watch.onSubmit("a", elsewhere);
    const settled = lease();
    watch.onCallEnd("b", peer, settled, LARGE, TAKEN);
    settled.end();
    watch.onSubmit("b", peer);
  }
  close();
  watch.onCallEnd("c", peer, lease(), LARGE, RESET);
  watch.onCallEnd("c", peer, lease(), LARGE, RESET);
  assert.deepEqual(notices, []);
});

import assert from "node:assert/strict";
import { Pace } from "./pace.ts";

Deno.test("two frames are under way, and another when one of them is answered", () => {
  const pace = new Pace();
  assert.ok(pace.maySend(0, 0));
  pace.sent(0, 0, 0);
  assert.ok(pace.maySend(1, 0));
  pace.sent(1, 1, 1);
  assert.ok(!pace.maySend(2, 0));
  pace.answered(0);
  assert.ok(pace.maySend(3, 0));
});

Deno.test("an answer settles older frames, too, and has the time at which the camera saw it", () => {
  const pace = new Pace();
  pace.sent(0, 100, 110);
  pace.sent(1, 200, 210);
  assert.equal(pace.answered(1), 200);
  assert.equal(pace.answered(0), undefined);
  assert.equal(pace.answered(null), undefined);
  pace.sent(2, 300, 310);
  assert.ok(pace.maySend(311, 0));
});

Deno.test("while answers take long a fresher frame goes out now and then, if the last has left", () => {
  const pace = new Pace();
  pace.sent(0, 0, 900);
  pace.sent(1, 0, 1000);
  assert.ok(!pace.maySend(1199, 0));
  assert.ok(!pace.maySend(1200, 1));
  assert.ok(pace.maySend(1200, 0));
});

Deno.test("an answer to no frame of this socket settles nothing, and each frame has its own time", () => {
  const pace = new Pace();
  pace.sent(0, 100, 110);
  pace.sent(1, 200, 210);
  assert.equal(pace.answered(null), undefined);
  assert.ok(!pace.maySend(211, 0));
  assert.equal(pace.answered(0), 100);
  assert.equal(pace.answered(0), undefined);
  assert.equal(pace.answered(1), 200);
});

Deno.test("on another socket nothing is under way", () => {
  const pace = new Pace();
  pace.sent(0, 5, 0);
  pace.sent(1, 6, 0);
  pace.answered(1);
  pace.sent(2, 9, 0);
  pace.restart();
  assert.ok(pace.maySend(1, 0));
  assert.equal(pace.answered(2), undefined);
  pace.restart();
  pace.sent(0, 7, 10);
  assert.ok(pace.maySend(11, 0));
  pace.sent(1, 8, 11);
  assert.ok(!pace.maySend(12, 0));
});

import assert from "node:assert/strict";
import { FrameTimes } from "./frame_times.ts";

Deno.test("frames are counted from the first, whatever its time is", () => {
  const times = new FrameTimes(30, 3, [36_000_044, 36_001_044, 36_005_044]);
  assert.deepEqual([0, 1, 2].map((frame) => times.of(frame)), [0, 1, 5]);
  assert.deepEqual([-1, 0, 0.9, 1, 4.9, 5, 60].map((at) => times.at(at)), [0, 0, 0, 1, 1, 2, 2]);
});

Deno.test("a frame is sought soon after it begins, however long it stays", () => {
  const times = new FrameTimes(30, 4, [0, 1000, 1004, 5000]);
  assert.deepEqual([0, 1, 2, 3].map((frame) => times.within(frame)), [0.01, 1.002, 1.014, 5.01]);
});

Deno.test("without times the rate decides, to the last frame of a long video", () => {
  const times = new FrameTimes(30_000 / 1001, 200_000);
  for (const frame of [0, 1, 99_999, 199_999]) {
    assert.equal(times.at(times.within(frame)), frame);
    assert.equal(times.at(times.of(frame)), frame);
  }
  assert.equal(times.at(1e9), 199_999);
});

Deno.test("a rounded time finds its frame, and of two at one time the later one", () => {
  const times = new FrameTimes(30, 3, [0, 33.333, 66.667]);
  assert.deepEqual([0.033, 0.067].map((at) => times.at(at)), [1, 2]);
  assert.equal(new FrameTimes(30, 3, [0, 40, 40]).at(0.04), 2);
});

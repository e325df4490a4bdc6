import assert from "node:assert/strict";
import { FrameInterval } from "./frame_interval.ts";

Deno.test("the next frame is expected after the median of the last five intervals", () => {
  const interval = new FrameInterval();
  assert.equal(interval.nextExpectedAt, undefined);
  interval.arrived(1000);
  assert.equal(interval.nextExpectedAt, undefined, "one frame has no interval");
  interval.arrived(1040);
  assert.equal(interval.nextExpectedAt, 1080);
  for (const at of [1080, 1500, 1540, 1580]) interval.arrived(at);
  assert.equal(interval.nextExpectedAt, 1620, "one long interval changes nothing");
  for (const at of [1680, 1780, 1880]) interval.arrived(at);
  assert.equal(interval.nextExpectedAt, 1980);
});

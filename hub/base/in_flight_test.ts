import assert from "node:assert/strict";
import { InFlight } from "./in_flight.ts";

Deno.test("a hub is idle when neither a lease nor a write is in flight", () => {
  const inFlight = new InFlight();
  let idle = 0;
  inFlight.onIdle = () => idle++;
  assert.ok(inFlight.isIdle);
  inFlight.changeLeases(1);
  inFlight.changeLeases(1);
  inFlight.changeWrites(1);
  inFlight.changeLeases(-1);
  assert.deepEqual([inFlight.leases, inFlight.isIdle, idle], [1, false, 0]);
  inFlight.changeLeases(-1);
  assert.deepEqual([inFlight.leases, inFlight.isIdle, idle], [0, false, 0], "a write is left");
  inFlight.changeWrites(-1);
  assert.deepEqual([inFlight.isIdle, idle], [true, 1]);
});

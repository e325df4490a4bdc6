import assert from "node:assert/strict";
import { Outage } from "./outage.ts";

Deno.test("what came while the connection was lost is counted once", () => {
  const outage = new Outage();
  assert.equal(outage.missed({ run: "r1", seq: 4 }), 0);
  outage.begin(5);
  assert.ok(outage.isOn);
  outage.end();
  assert.ok(!outage.isOn);
  assert.equal(outage.missed({ run: "r1", seq: 8 }), 3);
  assert.equal(outage.missed({ run: "r1", seq: 9 }), 0);
});

Deno.test("nothing was missed where no run is resumed, or its numbers begin anew", () => {
  const outage = new Outage();
  outage.begin(5);
  assert.equal(outage.missed({ run: null, seq: 8 }), 0);
  outage.begin(5);
  assert.equal(outage.missed({ run: "r1", seq: 2 }), 0);
  outage.begin(undefined);
  assert.equal(outage.missed({ run: "r1", seq: 7 }), 2);
});

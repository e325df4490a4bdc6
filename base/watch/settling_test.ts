import assert from "node:assert/strict";
import { ManualClock } from "../../tests/support/manual_clock.ts";
import { Settling } from "./settling.ts";

function settlingTest(
  name: string,
  test: (settling: Settling, clock: ManualClock, settled: string[]) => void,
): void {
  Deno.test(name, () => {
    const clock = new ManualClock();
    const settled: string[] = [];
    const settling = new Settling({
      clock,
      settleMs: 300,
      settled: (path, rest) => settled.push(`${clock.now()} ${path} ${rest.why}`),
    });
    test(settling, clock, settled);
    settling.clear();
    assert.equal(clock.pending, 0);
  });
}

settlingTest(
  "a closed file is at rest when the time is over, and not before",
  (settling, clock, settled) => {
    settling.changed("a", "created");
    settling.changed("a", "written");
    settling.changed("a", "closed");
    clock.advance(299);
    assert.deepEqual(settled, []);
    clock.advance(1);
    assert.deepEqual(settled, ["300 a closed"]);
    assert.equal(settling.size, 0);
  },
);

settlingTest("each event begins the time again", (settling, clock, settled) => {
  for (let i = 0; i < 10; i++) {
    settling.changed("a", "written");
    settling.changed("a", "closed");
    settling.changed("b", "closed");
    clock.advance(200);
  }
  assert.deepEqual(settled, []);
  clock.advance(100);
  assert.deepEqual(settled, ["2100 a closed", "2100 b closed"]);
});

settlingTest(
  "a move is a rest at once, also of a file that was on its way",
  (settling, clock, settled) => {
    settling.changed("a", "written");
    settling.changed("a", "moved");
    clock.advance(1000);
    assert.deepEqual(settled, ["0 a moved"]);
  },
);

settlingTest(
  "one that is open and silent is waited for long, and delays no other",
  (settling, clock, settled) => {
    settling.changed("slow", "written");
    clock.advance(300);
    assert.deepEqual(settled.splice(0), ["300 slow open"]);
    settling.wait("slow");
    settling.changed("b", "closed");
    clock.advance(300);
    assert.deepEqual(settled.splice(0), ["600 b closed"]);
    settling.changed("slow", "closed");
    clock.advance(300);
    assert.deepEqual(settled.splice(0), ["900 slow closed"]);
    settling.wait("stuck");
    clock.advance(29_999);
    assert.deepEqual(settled, []);
    clock.advance(1);
    assert.deepEqual(settled, ["30900 stuck found"]);
  },
);

settlingTest("missed events: what was open may be closed by now", (settling, clock, settled) => {
  settling.changed("open", "written");
  settling.wait("silent");
  clock.advance(100);
  settling.missed();
  clock.advance(300);
  assert.deepEqual(settled, ["400 open found", "400 silent found"]);
});

settlingTest("one that goes is forgotten", (settling, clock, settled) => {
  settling.changed("a", "closed");
  settling.changed("a", "gone");
  assert.ok(!settling.has("a"));
  clock.advance(1000);
  assert.deepEqual(settled, []);
});

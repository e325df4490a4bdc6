import assert from "node:assert/strict";
import { showPage } from "../base/test_dom.ts";
import { TestTime } from "../base/test_time.ts";
import { LiveMeter } from "./meter.ts";

/** A meter whose facts are kept. */
function opened() {
  const time = new TestTime();
  showPage('<div id="root"><svg data-part="spark" hidden><polyline></polyline></svg></div>');
  const facts: Record<string, string> = {};
  const root = document.getElementById("root")!;
  const meter = new LiveMeter({ root, setFact: (name, value) => facts[name] = value });
  const spark = document.querySelector("svg");
  const points = () => document.querySelector("polyline")?.getAttribute("points") ?? "";
  return { time, facts, meter, spark, points, [Symbol.dispose]: () => time.restore() };
}

Deno.test("the first result is shown at once, later ones twice a second", () => {
  using test = opened();
  test.meter.start();
  test.meter.count({ frame: 0, dropped: 0 }, 40);
  assert.deepEqual(test.facts, { frame: "0", dropped: "0", rate: "0 fps", latency: "40 ms" });
  test.time.pass(250);
  test.meter.count({ frame: 1, dropped: 2 }, 60);
  assert.equal(test.facts.frame, "0");
  test.time.pass(250);
  assert.deepEqual(test.facts, { frame: "1", dropped: "2", rate: "4.0 fps", latency: "60 ms" });
});

Deno.test("the latency is the median of those since the last time, and stays while none comes", () => {
  using test = opened();
  test.meter.start();
  test.meter.count({ frame: 0, dropped: 0 }, 1);
  for (const ms of [300, 10, 20, 30, 40]) test.meter.count({ frame: 1, dropped: 0 }, ms);
  test.meter.count({ frame: 2, dropped: 0 }, undefined);
  test.time.pass(500);
  assert.equal(test.facts.latency, "30 ms");
  test.time.pass(500);
  assert.equal(test.facts.latency, "30 ms");
});

Deno.test("a rate below ten has tenths; one that begins anew has no results yet", () => {
  using test = opened();
  const rateEvery = (ms: number) => {
    test.meter.start();
    for (let i = 0; i < 3000 / ms; i++) {
      test.meter.count({ frame: i, dropped: 0 }, 1);
      test.time.pass(ms);
    }
    return test.facts.rate;
  };
  assert.equal(rateEvery(125), "8.0 fps");
  assert.equal(rateEvery(100.2), "10 fps");
  assert.equal(rateEvery(95), "11 fps");
  test.meter.start();
  assert.equal(test.time.pending, 1);
  test.meter.count({ frame: 0, dropped: 0 }, undefined);
  test.time.pass(500);
  assert.deepEqual([test.facts.rate, test.facts.dropped], ["0 fps", "0"]);
});

Deno.test("the curve begins with three points, the highest near the top, and keeps thirty", () => {
  using test = opened();
  test.meter.start();
  for (const ms of [100, 50]) {
    test.meter.count({ frame: 0, dropped: 0 }, ms);
    test.time.pass(500);
  }
  assert.ok(test.spark?.hasAttribute("hidden"));
  test.meter.count({ frame: 0, dropped: 0 }, 0);
  test.time.pass(500);
  assert.ok(!test.spark?.hasAttribute("hidden"));
  assert.equal(test.points(), "0.0,1.0 2.1,10.0 4.1,19.0");
  for (let i = 0; i < 40; i++) {
    test.meter.count({ frame: 0, dropped: 0 }, 25);
    test.time.pass(500);
  }
  const points = test.points().split(" ");
  assert.equal(points.length, 30);
  // Below 50 ms the scale stays.
  assert.deepEqual([points[0], points.at(-1)], ["0.0,10.0", "60.0,10.0"]);
});

Deno.test("a count that begins anew has no curve and no dropped frames; what has stopped shows nothing new", () => {
  using test = opened();
  test.meter.start();
  test.meter.count({ frame: 7, dropped: 3 }, 40);
  test.meter.reset();
  test.time.pass(500);
  assert.deepEqual([test.facts.frame, test.facts.dropped], ["0", "0"]);
  assert.ok(test.spark?.hasAttribute("hidden"));
  test.meter.stop();
  test.meter.count({ frame: 9, dropped: 0 }, 40);
  test.time.pass(5000);
  assert.equal(test.facts.frame, "0");
  assert.equal(test.time.pending, 0);
});

import assert from "node:assert/strict";
import { Rate } from "./mod.ts";

/** Times from `from` on, one each `stepMs`, shifted by up to `jitterMs` to either side. */
function times(stepMs: number, count: number, from = 0, jitterMs = 0): number[] {
  // The same each time, and without a pattern that a window could hide.
  let seed = 7;
  return Array.from({ length: count }, (_, i) => {
    seed = (seed * 16_807) % 2_147_483_647;
    return from + i * stepMs + (seed / 2_147_483_647 * 2 - 1) * jitterMs;
  });
}

/** What is shown twice a second while they come, from `warmMs` on, to a tenth. */
function shown(all: readonly number[], warmMs: number, untilMs = all.at(-1) ?? 0): number[] {
  const rate = new Rate();
  const seen: number[] = [];
  let next = 0;
  for (let at = all[0] ?? 0; at <= untilMs; at += 500) {
    for (; (all[next] ?? Infinity) <= at; next++) rate.add(all[next] ?? 0);
    if (at - (all[0] ?? 0) >= warmMs) seen.push(Math.round(rate.at(at) * 10) / 10);
  }
  assert.ok(seen.length > 5, "it was looked at");
  return seen;
}

Deno.test("a steady rate is shown as one number", () => {
  for (const [stepMs, rate] of [[200, 5], [1000 / 30, 30], [2000, 0.5], [5, 200], [10_000, 0.1]]) {
    const seen = shown(times(stepMs ?? 0, 20_000 / (stepMs ?? 1) + 20), 2 * (stepMs ?? 0));
    assert.deepEqual([...new Set(seen)], [rate], `one each ${stepMs} ms`);
  }
});

Deno.test("frames that come a little early and late don't make it flicker", () => {
  for (const at of shown(times(200, 300, 0, 20), 2000)) assert.ok(at >= 4.8 && at <= 5.2, `${at}`);
  for (const at of shown(times(1000 / 30, 3000, 0, 15), 2000)) {
    assert.ok(at >= 29 && at <= 31, `${at}`);
  }
});

Deno.test("a worker whose times vary is shown calmly, too", () => {
  let at = 0;
  const all = times(0, 300, 200, 20).map((stepMs) => at += stepMs);
  for (const seen of shown(all, 2000)) assert.ok(seen >= 4.7 && seen <= 5.3, `${seen}`);
});

Deno.test("results of a batch count once for the time that they took", () => {
  const all = times(2000, 20).flatMap((at) => Array.from({ length: 10 }, (_, i) => at + i));
  assert.deepEqual([...new Set(shown(all, 2100))], [5]);
});

Deno.test("another rate is known after two seconds", () => {
  for (const [before, after] of [[200, 1000 / 30], [1000 / 30, 200], [200, 2000], [10_000, 200]]) {
    const old = times(before ?? 0, 10_000 / (before ?? 1) + 2);
    const changedAt = old.at(-1) ?? 0;
    const all = [...old, ...times(after ?? 0, 9000 / (after ?? 1) + 3, changedAt + (after ?? 0))];
    const seen = shown(all, changedAt + 2100 + (after ?? 0), changedAt + 8000);
    for (const rate of seen) {
      assert.ok(
        Math.abs(rate - 1000 / (after ?? 1)) < 0.11 * rate,
        `${before} to ${after}: ${rate}`,
      );
    }
  }
});

Deno.test("a rate that stops falls to 0, and starts again without what was before", () => {
  const rate = new Rate();
  for (const at of times(200, 50)) rate.add(at);
  assert.equal(rate.at(10_700), 5);
  assert.ok(rate.at(11_300) < 1);
  assert.equal(rate.at(11_900), 0);
  assert.equal(rate.at(1e9), 0);
  for (const at of times(100, 4, 60_000)) rate.add(at);
  assert.equal(rate.at(60_310), 10);
  rate.clear();
  assert.equal(rate.at(60_320), 0);
});

Deno.test("one alone has no rate yet", () => {
  const rate = new Rate();
  assert.equal(rate.at(0), 0);
  rate.add(100);
  assert.equal(rate.at(200), 0);
  rate.add(600);
  assert.equal(rate.at(600), 2);
});

import assert from "node:assert/strict";
import { asText, scoresOf } from "./report.ts";
import type { Trial } from "./trials.ts";

function trial(file: string, outcome: Trial["outcome"]): Trial {
  return {
    file,
    line: 7,
    code: "if (a < b) f();",
    change: "< → <=",
    operator: "boundary",
    ordinal: 0,
    outcome,
    caughtBy: null,
    ms: 1,
  };
}

const TRIALS = [
  trial("hub/run/a.ts", "caught"),
  trial("hub/run/b.ts", "timeout"),
  trial("hub/run/b.ts", "survived"),
  trial("hub/c.ts", "survived"),
];

Deno.test("scores are those of the folders that hold the files, and of all; timeouts count as caught", () => {
  assert.deepEqual(scoresOf(TRIALS), [
    { folder: "hub", mutants: 1, caught: 0, timeouts: 0, survived: 1, score: 0 },
    { folder: "hub/run", mutants: 3, caught: 1, timeouts: 1, survived: 1, score: 66.7 },
    { folder: "all", mutants: 4, caught: 1, timeouts: 1, survived: 2, score: 50 },
  ]);
});

Deno.test("the text has the table, each survivor with its line and change, and what was not run", () => {
  const text = asText({
    date: "2026-11-30",
    seed: 3,
    mutants: 90,
    equivalent: 2,
    failedTests: ["hub/x_test.ts"],
    minutes: 1.5,
    trials: TRIALS,
  });
  assert.match(text, /^4 of 90 mutants, seed 3, 2026-11-30, 1\.5 minutes; 2 equivalent/);
  assert.match(text, /hub\/x_test\.ts/);
  assert.match(text, /\| hub\/run \| 3 \| 1 \| 1 \| 1 \| 66\.7 % \|/);
  assert.match(text, /hub\/c\.ts:7 boundary: < → <=\n {4}if \(a < b\) f\(\);/);
  assert.doesNotMatch(text, /hub\/run\/a\.ts/);
});

import assert from "node:assert/strict";
import { FOLDERS, parseOptions } from "./options.ts";

Deno.test("without arguments a sample of the usual folders is tried, one at a time", () => {
  assert.deepEqual(parseOptions([]), {
    paths: FOLDERS,
    count: 200,
    seed: 1,
    jobs: 1,
    budgetMs: Infinity,
    json: false,
    again: undefined,
  });
});

Deno.test("paths are taken as a shell completes them, and all mutants can be had", () => {
  const options = parseOptions(["./hub/", "mat/read.ts", "--count", "all", "--seed=7", "--json"]);
  assert.deepEqual(options?.paths, ["hub", "mat/read.ts"]);
  assert.equal(options.count, Infinity);
  assert.equal(options.seed, 7);
  assert.equal(parseOptions(["--budget-s=3"])?.budgetMs, 3000);
  assert.equal(options.json, true);
});

Deno.test("a wrong number or flag is refused with what would be right", () => {
  assert.throws(() => parseOptions(["--count", "many"]), {
    message: '--count is a whole number of at least 1, and not "many".',
  });
  assert.throws(() => parseOptions(["--jobs=0"]), /--jobs/);
  assert.throws(() => parseOptions(["--cuont=1"]), /--cuont/);
  assert.equal(parseOptions(["--help"]), undefined);
});

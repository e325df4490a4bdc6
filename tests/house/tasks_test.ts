import assert from "node:assert/strict";
import config from "../../deno.json" with { type: "json" };
import { TEST_FOLDERS } from "../../tools/test_folders.ts";
import { filesBelow } from "../../tools/tree.ts";

const ROOT = new URL("../../", import.meta.url);
const TASKS = Object.entries(config.tasks);

/** The words of a task's command that are paths of the tree. */
function pathsIn(command: string): string[] {
  return command.split(/[\s=]+/).filter((word) => /^[\w.-]+(\/[\w.-]+)+$/.test(word))
    .filter((word) => !word.startsWith("dist/"));
}

Deno.test("every file and folder that a task names is there", async () => {
  const missing: string[] = [];
  let count = 0;
  for (const [name, { command }] of TASKS) {
    for (const path of pathsIn(command)) {
      count++;
      await Deno.stat(new URL(path, ROOT)).catch(() => missing.push(`${name}: ${path}`));
    }
  }
  for (const path of TEST_FOLDERS) await Deno.stat(new URL(path, ROOT));
  assert.deepEqual(missing, []);
  assert.ok(count > 20, `${count} paths`);
});

Deno.test("every test is run by a suite", async () => {
  const suites = TASKS.filter(([name]) => name.startsWith("test:"))
    .flatMap(([, { command }]) => pathsIn(command));
  const run = [...TEST_FOLDERS, ...suites];
  const tests = await filesBelow(ROOT, "", /_test\.tsx?$/);
  assert.ok(tests.length > 300, `${tests.length} tests`);
  assert.deepEqual(
    tests.filter((test) => !run.some((path) => test === path || test.startsWith(`${path}/`))),
    [],
  );
});
